import type { MultiPolygon } from 'geojson'
import sql, { type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { AreaRecord } from './municipality.ts'

/** How an area is named: by its code, by its name, or by both. */
export interface AreaName {
  code: string
  name: string
}

export async function listAreaNames(db: Transaction, municipalityCode: string): Promise<AreaName[]> {
  return db.query<AreaName>(sql`
    select code, name from area where municipality_code = ${municipalityCode} order by code
  `)
}

/**
 * Adds areas, and gives those whose code exists already the new kind, name, parent and boundary.
 *
 * @returns the codes that were new or changed
 */
export async function saveAreas(
  db: Transaction,
  municipalityCode: string,
  areas: readonly Omit<AreaRecord, 'population'>[],
  importId: string | null = null,
): Promise<string[]> {
  const saved = await db.query<{ code: string }>(sql`
    insert into area (municipality_code, id, code, kind, name, parent_code, boundary, import_id)
    select ${municipalityCode}, id, code, kind, name, parent_code, ${validPolygons(sql`geometry`)}, ${importId}::uuid
    from unnest(
      ${areas.map(({ id }) => id)}::uuid[], ${areas.map(({ code }) => code)}::text[],
      ${areas.map(({ kind }) => kind)}::text[], ${areas.map(({ name }) => name)}::text[],
      ${areas.map(({ parentCode }) => parentCode)}::text[],
      ${areas.map(({ geometry }) => JSON.stringify(geometry))}::text[]
    ) as given (id, code, kind, name, parent_code, geometry)
    on conflict (municipality_code, code) do update set
      kind = excluded.kind, name = excluded.name, parent_code = excluded.parent_code, boundary = excluded.boundary,
      import_id = excluded.import_id
    where (area.kind, area.name, area.parent_code, ST_AsBinary(area.boundary))
      is distinct from (excluded.kind, excluded.name, excluded.parent_code, ST_AsBinary(excluded.boundary))
    returning code
  `)
  return saved.map(({ code }) => code)
}

/** How much of each shape lies inside the municipality's boundary, 0–1. */
export async function measureSharesInside(
  db: Transaction,
  municipalityCode: string,
  shapes: readonly MultiPolygon[],
): Promise<number[]> {
  const rows = await db.query<{ share: number }>(sql`
    select coalesce(ST_Area(ST_Intersection(shape, boundary)) / nullif(ST_Area(shape), 0), 0) as share
    from unnest(${shapes.map((shape) => JSON.stringify(shape))}::text[]) with ordinality as given (geometry, row_number)
    cross join lateral (select ${validPolygons(sql`geometry`)} as shape) as valid
    cross join municipality
    where municipality.code = ${municipalityCode}
    order by row_number
  `)
  return rows.map(({ share }) => share)
}

/** Rounding to centimetres can make a shape cross itself again. */
function validPolygons(geoJson: Sql): Sql {
  return sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${geoJson}), 4326)), 3))`
}
