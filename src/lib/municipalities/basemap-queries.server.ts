import sql, { type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

// Six decimals of a degree are a decimetre: finer than anything a map draws.
const decimals = 6

/** The municipality's boundary as GeoJSON text. */
export async function readBoundary(db: Transaction, municipalityCode: string): Promise<string | null> {
  const [row] = await db.query<{ geometry: string }>(sql`
    select ST_AsGeoJSON(boundary, ${decimals}::int) as geometry from municipality where code = ${municipalityCode}
  `)
  return row?.geometry ?? null
}

export function readAreas(db: Transaction, municipalityCode: string): Promise<string> {
  return featureCollection(
    db,
    sql`json_build_object('name', name, 'kind', kind, 'code', code)`,
    sql`select boundary as shape, name, kind, code from area where municipality_code = ${municipalityCode} order by code`,
  )
}

export function readPlaces(db: Transaction, municipalityCode: string): Promise<string> {
  return featureCollection(
    db,
    sql`json_build_object('name', name, 'kind', kind)`,
    sql`select position as shape, name, kind from place where municipality_code = ${municipalityCode} order by id`,
  )
}

export function readStreets(db: Transaction, municipalityCode: string): Promise<string> {
  return featureCollection(
    db,
    sql`json_build_object('name', name, 'kind', kind)`,
    sql`select course as shape, name, kind from street where municipality_code = ${municipalityCode} order by id`,
  )
}

export function readFeatures(db: Transaction, municipalityCode: string): Promise<string> {
  return featureCollection(
    db,
    sql`json_build_object('name', name, 'kind', kind)`,
    sql`select shape, name, kind from basemap_feature where municipality_code = ${municipalityCode} order by id`,
  )
}

/** The rows of a select with a `shape` as a GeoJSON FeatureCollection, written by the database as text. */
async function featureCollection(db: Transaction, properties: Sql, rows: Sql): Promise<string> {
  const [row] = await db.query<{ collection: string }>(sql`
    select json_build_object(
      'type', 'FeatureCollection',
      'features', coalesce(json_agg(json_build_object(
        'type', 'Feature',
        'properties', ${properties},
        'geometry', ST_AsGeoJSON(shape, ${decimals}::int)::json
      )), '[]'::json)
    )::text as collection
    from (${rows}) as features
  `)
  return row?.collection ?? '{"type":"FeatureCollection","features":[]}'
}
