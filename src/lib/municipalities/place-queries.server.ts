import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { PlaceRecord } from './municipality.ts'

/** Two files of the same places round differently: within about fifty metres a name is the same place. */
const sameDegrees = 0.0005

/**
 * Adds places to the gazetteer; one of the same name and kind at the same position is left as it is, whoever made its id.
 *
 * @returns how many were new
 */
export async function addPlaces(
  db: Transaction,
  municipalityCode: string,
  places: readonly PlaceRecord[],
  importId: string | null = null,
): Promise<number> {
  return db.execute(sql`
    insert into place (municipality_code, id, name, kind, position, import_id)
    select ${municipalityCode}, id, name, kind, point.position, ${importId}::uuid
    from unnest(
      ${places.map(({ id }) => id)}::uuid[], ${places.map(({ name }) => name)}::text[],
      ${places.map(({ kind }) => kind)}::text[], ${places.map(({ lngLat: [lng] }) => lng)}::float8[],
      ${places.map(({ lngLat: [, lat] }) => lat)}::float8[]
    ) as given (id, name, kind, lng, lat)
    cross join lateral (select ST_SetSRID(ST_MakePoint(lng, lat), 4326) as position) as point
    where not exists (
      select from place
      where place.municipality_code = ${municipalityCode} and place.name = given.name and place.kind = given.kind
        and abs(ST_X(place.position) - given.lng) < ${sameDegrees} and abs(ST_Y(place.position) - given.lat) < ${sameDegrees}
    )
    on conflict (municipality_code, id) do nothing
  `)
}
