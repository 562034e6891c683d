import type { MultiPolygon } from 'geojson'
import sql, { type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type {
  AreaRecord,
  BasemapRecord,
  Municipality,
  MunicipalityBoundary,
  PlaceRecord,
  StreetRecord,
} from './municipality.ts'

interface MunicipalityRow {
  code: string
  name: string
  slug: string
  invented: boolean
  west: number
  south: number
  east: number
  north: number
}

const municipalityColumns = sql`
  code, name, slug, invented,
  ST_XMin(boundary) as west, ST_YMin(boundary) as south, ST_XMax(boundary) as east, ST_YMax(boundary) as north
`

export async function listMunicipalities(db: Transaction): Promise<Municipality[]> {
  const rows = await db.query<MunicipalityRow>(sql`select ${municipalityColumns} from municipality order by code`)
  return rows.map(toMunicipality)
}

export async function listMunicipalityCodes(db: Transaction): Promise<string[]> {
  const rows = await db.query<{ code: string }>(sql`select code from municipality order by code`)
  return rows.map(({ code }) => code)
}

/** By slug or by four-digit code: addresses may hold either. */
export async function findMunicipality(db: Transaction, slugOrCode: string): Promise<Municipality | null> {
  const [row] = await db.query<MunicipalityRow>(sql`
    select ${municipalityColumns} from municipality where slug = ${slugOrCode} or code = ${slugOrCode}
  `)
  return row === undefined ? null : toMunicipality(row)
}

function toMunicipality({ west, south, east, north, ...rest }: MunicipalityRow): Municipality {
  return { ...rest, bounds: [west, south, east, north] }
}

export async function upsertMunicipality(
  db: Transaction,
  municipality: MunicipalityBoundary,
  updatedAt: Date,
): Promise<void> {
  await db.execute(sql`
    insert into municipality (code, name, slug, invented, boundary, updated_at)
    values (
      ${municipality.code}, ${municipality.name}, ${municipality.slug}, ${municipality.invented},
      ${multiPolygon(municipality.boundary)}, ${updatedAt}
    )
    on conflict (code) do update set
      name = excluded.name, slug = excluded.slug, invented = excluded.invented,
      boundary = excluded.boundary, updated_at = excluded.updated_at
  `)
}

function multiPolygon(geometry: MunicipalityBoundary['boundary']): Sql {
  return sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(
    ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326)
  ), 3))`
}

/** Where a position belongs: `code` when a boundary holds it, otherwise the nearest boundary and how far off it is. */
export interface Assignment {
  code: string | null
  nearestCode: string | null
  distanceMeters: number | null
}

/** Real boundary files overlap in slivers: a position that two boundaries hold belongs to the smaller code. */
export async function assignMunicipalities(
  db: Transaction,
  lngLats: readonly (readonly [lng: number, lat: number])[],
): Promise<Assignment[]> {
  return db.query<Assignment>(sql`
    select inside.code, nearest.code as "nearestCode", nearest.meters as "distanceMeters"
    from unnest(
      ${lngLats.map(([lng]) => lng)}::float8[], ${lngLats.map(([, lat]) => lat)}::float8[]
    ) with ordinality as given (lng, lat, row_number)
    cross join lateral (select ST_SetSRID(ST_MakePoint(lng, lat), 4326) as position) as point
    left join lateral (
      select code from municipality where ST_Covers(boundary, position) order by code limit 1
    ) as inside on true
    left join lateral (
      select code, ST_Distance(boundary::geography, position::geography) as meters
      from (select code, boundary from municipality order by boundary <-> position limit 5) as near
      order by meters, code
      limit 1
    ) as nearest on inside.code is null
    order by row_number
  `)
}

/** The boundary of a municipality, and of each whose box meets its own; with all their digits. */
export async function listBoundariesNear(
  db: Transaction,
  municipalityCode: string,
): Promise<{ code: string; boundary: MultiPolygon }[]> {
  return db.query<{ code: string; boundary: MultiPolygon }>(sql`
    select other.code, ST_AsGeoJSON(other.boundary, 15)::json as boundary
    from municipality as own
    join municipality as other on other.boundary && own.boundary
    where own.code = ${municipalityCode}
    order by other.code
  `)
}

/** Metres each position lies outside one municipality's boundary; 0 inside it. */
export async function measureOutside(
  db: Transaction,
  municipalityCode: string,
  lngLats: readonly (readonly [lng: number, lat: number])[],
): Promise<number[]> {
  const rows = await db.query<{ meters: number }>(sql`
    select
      case
        when ST_Covers(boundary, position) then 0
        else greatest(1, ceil(ST_Distance(boundary::geography, position::geography)))
      end::int as meters
    from unnest(
      ${lngLats.map(([lng]) => lng)}::float8[], ${lngLats.map(([, lat]) => lat)}::float8[]
    ) with ordinality as given (lng, lat, row_number)
    cross join lateral (select ST_SetSRID(ST_MakePoint(lng, lat), 4326) as position) as point
    cross join municipality
    where municipality.code = ${municipalityCode}
    order by row_number
  `)
  return rows.map(({ meters }) => meters)
}

export async function deleteGazetteer(db: Transaction, municipalityCode: string): Promise<void> {
  await db.execute(sql`delete from basemap_feature where municipality_code = ${municipalityCode}`)
  await db.execute(sql`delete from street where municipality_code = ${municipalityCode}`)
  await db.execute(sql`delete from place where municipality_code = ${municipalityCode}`)
}

export async function upsertAreas(
  db: Transaction,
  municipalityCode: string,
  areas: readonly AreaRecord[],
): Promise<void> {
  await db.execute(sql`
    insert into area (municipality_code, id, code, kind, name, parent_code, boundary)
    select
      ${municipalityCode}, id, code, kind, name, parent_code,
      ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326))
    from unnest(
      ${areas.map(({ id }) => id)}::uuid[], ${areas.map(({ code }) => code)}::text[],
      ${areas.map(({ kind }) => kind)}::text[], ${areas.map(({ name }) => name)}::text[],
      ${areas.map(({ parentCode }) => parentCode)}::text[],
      ${areas.map(({ geometry }) => JSON.stringify(geometry))}::text[]
    ) as given (id, code, kind, name, parent_code, geometry)
    on conflict (municipality_code, code) do update set
      kind = excluded.kind, name = excluded.name, parent_code = excluded.parent_code, boundary = excluded.boundary
  `)
}

export async function upsertPopulation(
  db: Transaction,
  municipalityCode: string,
  areas: readonly AreaRecord[],
): Promise<void> {
  const counts = areas.flatMap(({ code, population }) => population.map((count) => ({ code, ...count })))
  await db.execute(sql`
    insert into area_population (municipality_code, area_id, year, age_band, gender, people)
    select ${municipalityCode}, area.id, given.year, given.age_band, given.gender, given.people
    from unnest(
      ${counts.map(({ code }) => code)}::text[], ${counts.map(({ year }) => year)}::smallint[],
      ${counts.map(({ ageBand }) => ageBand)}::text[], ${counts.map(({ gender }) => gender)}::text[],
      ${counts.map(({ people }) => people)}::int[]
    ) as given (code, year, age_band, gender, people)
    join area on area.municipality_code = ${municipalityCode} and area.code = given.code
    on conflict (municipality_code, area_id, year, age_band, gender) do update set people = excluded.people
  `)
}

export async function insertPlaces(
  db: Transaction,
  municipalityCode: string,
  places: readonly PlaceRecord[],
): Promise<void> {
  await db.execute(sql`
    insert into place (municipality_code, id, name, kind, position)
    select ${municipalityCode}, id, name, kind, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
    from unnest(
      ${places.map(({ id }) => id)}::uuid[], ${places.map(({ name }) => name)}::text[],
      ${places.map(({ kind }) => kind)}::text[], ${places.map(({ lngLat: [lng] }) => lng)}::float8[],
      ${places.map(({ lngLat: [, lat] }) => lat)}::float8[]
    ) as given (id, name, kind, lng, lat)
  `)
}

export async function insertStreets(
  db: Transaction,
  municipalityCode: string,
  streets: readonly StreetRecord[],
): Promise<void> {
  await db.execute(sql`
    insert into street (municipality_code, id, name, kind, course)
    select ${municipalityCode}, id, name, kind, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326))
    from unnest(
      ${streets.map(({ id }) => id)}::uuid[], ${streets.map(({ name }) => name)}::text[],
      ${streets.map(({ kind }) => kind)}::text[],
      ${streets.map(({ geometry }) => JSON.stringify(geometry))}::text[]
    ) as given (id, name, kind, geometry)
  `)
}

export async function insertBasemapFeatures(
  db: Transaction,
  municipalityCode: string,
  features: readonly BasemapRecord[],
): Promise<void> {
  await db.execute(sql`
    insert into basemap_feature (municipality_code, id, kind, name, shape)
    select ${municipalityCode}, id, kind, name, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)
    from unnest(
      ${features.map(({ id }) => id)}::uuid[], ${features.map(({ kind }) => kind)}::text[],
      ${features.map(({ name }) => name)}::text[],
      ${features.map(({ geometry }) => JSON.stringify(geometry))}::text[]
    ) as given (id, kind, name, geometry)
  `)
}
