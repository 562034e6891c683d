import type { MultiPolygon } from 'geojson'
import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** A shape brought to WGS 84 as valid polygons; `boundary` is null when nothing of it is an area. */
export interface NormalisedShape {
  boundary: MultiPolygon | null
  wasValid: boolean
}

/** Seven decimals of a degree are a centimetre. */
const decimals = 7

/** Shapes in GeoJSON or hexadecimal WKB, in the reference system `srid`; PostGIS reads, repairs and transforms. */
export async function normaliseShapes(
  db: Transaction,
  form: 'geojson' | 'wkb',
  texts: readonly string[],
  srid: number,
): Promise<NormalisedShape[]> {
  const read = form === 'geojson' ? sql`ST_GeomFromGeoJSON(text)` : sql`ST_GeomFromWKB(decode(text, 'hex'))`
  const rows = await db.query<{ boundary: string | null; wasValid: boolean }>(sql`
    with given as materialized (
      select row_number, ST_Force2D(ST_SetSRID(${read}, ${srid}::int)) as shape
      from unnest(${texts}::text[]) with ordinality as given (text, row_number)
    ),
    repaired as materialized (
      select
        row_number, ST_IsValid(shape) as was_valid,
        ST_Multi(ST_CollectionExtract(
          ST_MakeValid(ST_Transform(case when ST_IsValid(shape) then shape else ST_MakeValid(shape) end, 4326)), 3
        )) as shape
      from given
    )
    select
      case when not ST_IsEmpty(shape) then ST_AsGeoJSON(shape, ${decimals}::int) end as boundary,
      was_valid as "wasValid"
    from repaired
    order by row_number
  `)
  return rows.map(({ boundary, wasValid }) => ({
    boundary: boundary === null ? null : (JSON.parse(boundary) as MultiPolygon),
    wasValid,
  }))
}

export async function knowsReferenceSystem(db: Transaction, srid: number): Promise<boolean> {
  const rows = await db.query<{ srid: number }>(sql`select srid from spatial_ref_sys where srid = ${srid}::int`)
  return rows.length > 0
}

/** Boundaries for a small map: what is finer than `tolerance` degrees is left out, but none vanishes. */
export async function simplifyShapes(
  db: Transaction,
  shapes: readonly MultiPolygon[],
  tolerance: number,
): Promise<MultiPolygon[]> {
  const rows = await db.query<{ shape: string }>(sql`
    with given as (
      select row_number, ST_GeomFromGeoJSON(text) as shape
      from unnest(${shapes.map((shape) => JSON.stringify(shape))}::text[]) with ordinality as given (text, row_number)
    )
    select ST_AsGeoJSON(
      ST_Multi(coalesce(ST_Simplify(shape, ${tolerance}::float8), ST_Simplify(shape, ${tolerance}::float8, true))), 5
    ) as shape
    from given
    order by row_number
  `)
  return rows.map(({ shape }) => JSON.parse(shape) as MultiPolygon)
}
