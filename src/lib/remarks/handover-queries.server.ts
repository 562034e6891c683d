import sql from 'sql-template-tag'

import type { Party } from '#lib/accounts/access.ts'
import type { Feeling, Theme } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'
import type { LngLat } from '#lib/points/point.ts'
import type { AnsweredFor, HandoverReason } from './handover.ts'
import { handoversOf, remarkIsReadable } from './queries.server.ts'

/** One remark as the asking party sees it. */
export interface SeenRemark extends AnsweredFor {
  id: string
  theme: Theme
  feeling: Feeling
  lngLat: LngLat | null
  /** 'YYYY-MM-DD' in Stockholm. */
  when: string
  people: number
  /** Null where they are the other party's. */
  words: string | null
  suggestion: string | null
}

export async function findRemark(db: Transaction, municipalityCode: string, id: string): Promise<SeenRemark | null> {
  type Row = Omit<SeenRemark, 'lngLat'> & { lng: number | null; lat: number | null }
  const readable = remarkIsReadable(municipalityCode)
  const [row] = await db.query<Row>(sql`
    select
      point.id, point.theme, point.feeling, ST_X(point.position) as lng, ST_Y(point.position) as lat,
      to_char(point.received_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD') as when, point.w as people,
      point.responsible_party as "responsibleParty", point.audience = 'shared' as "isShared",
      case when ${readable} then point.words end as words,
      case when ${readable} then point.suggestion end as suggestion,
      ${handoversOf(municipalityCode)} as handovers
    from remark as point
    where point.municipality_code = ${municipalityCode} and point.id = ${id}::uuid and point.state = 'accepted'
  `)
  if (row === undefined) return null
  const { lng, lat, ...remark } = row
  return { ...remark, lngLat: lng === null || lat === null ? null : [lng, lat] }
}

export interface HandoverRow {
  municipalityCode: string
  id: string
  remarkId: string
  from: Party
  reason: HandoverReason
  handedOverAt: Date
  /** The person's id. */
  handedOverBy: string
}

/** @returns whether it was new: the same id again changes nothing */
export async function insertHandover(db: Transaction, row: HandoverRow): Promise<boolean> {
  const added = await db.execute(sql`
    insert into handover (municipality_code, id, remark_id, from_party, reason, handed_over_at, handed_over_by)
    values (
      ${row.municipalityCode}, ${row.id}, ${row.remarkId}, ${row.from}, ${row.reason}, ${row.handedOverAt},
      ${row.handedOverBy}
    )
    on conflict (municipality_code, id) do nothing
  `)
  return added > 0
}
