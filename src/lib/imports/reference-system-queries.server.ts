import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { LngLat } from '#lib/points/point.ts'

export interface SystemDefinition {
  srid: number
  proj4text: string
}

export async function listSystemDefinitions(db: Transaction, srids: readonly number[]): Promise<SystemDefinition[]> {
  return db.query<SystemDefinition>(sql`
    select srid, trim(proj4text) as proj4text from spatial_ref_sys where srid = any(${srids}::int[]) order by srid
  `)
}

/** Of each position whether a boundary holds it: that of one municipality, or any. */
export async function areInside(
  db: Transaction,
  lngLats: readonly LngLat[],
  municipalityCode: string | null,
): Promise<boolean[]> {
  const rows = await db.query<{ isInside: boolean }>(sql`
    select exists (
      select from municipality
      where (${municipalityCode}::text is null or code = ${municipalityCode}::text)
        and ST_Covers(boundary, ST_SetSRID(ST_MakePoint(lng, lat), 4326))
    ) as "isInside"
    from unnest(
      ${lngLats.map(([lng]) => lng)}::float8[], ${lngLats.map(([, lat]) => lat)}::float8[]
    ) with ordinality as given (lng, lat, row_number)
    order by row_number
  `)
  return rows.map(({ isInside }) => isInside)
}
