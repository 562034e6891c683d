import sql, { type Sql } from 'sql-template-tag'
import { v4 as uuidv4 } from 'uuid'

import type { Audience, Source } from '#lib/cells/category.ts'
import { recordChanges } from '#lib/cells/commands.server.ts'
import { cellCenter } from '#lib/cells/h3.ts'
import { describeSlot, sideOfSource } from '#lib/cells/slot.ts'
import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'

/** The least a point needs to be counted, for tests of counts that care for nothing else. */
export interface CountedPoint {
  id: string
  cell: bigint | null
  month: number
  slot: number
  w: number
  audience: Audience
}

export function countedPoint(point: Omit<CountedPoint, 'id' | 'audience' | 'w'> & Partial<CountedPoint>): CountedPoint {
  const audience = sideOf(point.slot) === 'police' ? 'police' : 'shared'
  return { id: uuidv4(), w: 1, audience, ...point }
}

export const sideOf = (slot: number): Side => sideOfSource(describeSlot(slot).source)

export function writingContext(side: Side, municipalityCode: string): Context {
  const role = side === 'police' ? 'police_import_worker' : 'import_worker'
  return { role, municipalityCodes: [municipalityCode], access: 'write' }
}

/** Writes points and their deltas, as the write paths do: both in one transaction a side. */
export async function addPoints(
  database: Database,
  municipalityCode: string,
  points: readonly CountedPoint[],
): Promise<void> {
  await onEachSide(database, municipalityCode, points, async (db, side, ofSide) => {
    for (const source of ['remark', 'observation', 'crime'] as const) {
      const ofSource = ofSide.filter(({ slot }) => describeSlot(slot).source === source)
      if (ofSource.length > 0) await db.execute(insertion(source, municipalityCode, ofSource))
    }
    await recordChanges(db, { municipalityCode, side, changes: changesOf(ofSide, 1) })
  })
}

export async function removePoints(
  database: Database,
  municipalityCode: string,
  points: readonly CountedPoint[],
): Promise<void> {
  await onEachSide(database, municipalityCode, points, async (db, side, ofSide) => {
    const ids = ofSide.map(({ id }) => id)
    const tables = side === 'police' ? [sql`police.crime`] : [sql`remark`, sql`observation`]
    for (const table of tables) {
      await db.execute(sql`
        delete from ${table} where municipality_code = ${municipalityCode} and id = any (${ids}::uuid[])
      `)
    }
    await recordChanges(db, { municipalityCode, side, changes: changesOf(ofSide, -1) })
  })
}

const changesOf = (points: readonly CountedPoint[], sign: 1 | -1) =>
  points.map(({ cell, month, slot, w, audience }) => ({ cell, month, slot, audience, n: sign, w: sign * w }))

async function onEachSide(
  database: Database,
  municipalityCode: string,
  points: readonly CountedPoint[],
  work: (db: Transaction, side: Side, ofSide: readonly CountedPoint[]) => Promise<void>,
): Promise<void> {
  for (const side of ['municipality', 'police'] as const) {
    const ofSide = points.filter(({ slot }) => sideOf(slot) === side)
    if (ofSide.length === 0) continue
    await database.withContext(writingContext(side, municipalityCode), (db) => work(db, side, ofSide))
  }
}

const ownColumns: Record<Source, { table: Sql; columns: Sql; values: Sql }> = {
  remark: {
    table: sql`remark`,
    columns: sql`scope, theme, feeling, words, received_at`,
    values: sql`case when lng is null then 'none' else 'point' end, category, feeling, '', now()`,
  },
  observation: {
    table: sql`observation`,
    columns: sql`theme, feeling, words, observed_at`,
    values: sql`category, feeling, '', now()`,
  },
  crime: {
    table: sql`police.crime`,
    columns: sql`offence_group, offence_name, reported_at`,
    values: sql`category, '', now()`,
  },
}

function insertion(source: Source, municipalityCode: string, points: readonly CountedPoint[]): Sql {
  const { table, columns, values } = ownColumns[source]
  const positions = points.map(({ cell }) => (cell === null ? null : cellCenter(cell)))
  return sql`
    insert into ${table} (
      municipality_code, id, position, precision_m, cell, month, slot, w, audience, state, ${columns}
    )
    select
      ${municipalityCode}, given.id, case when lng is not null then ST_SetSRID(ST_MakePoint(lng, lat), 4326) end,
      50, cell, month, given.slot, w, audience, 'accepted', ${values}
    from unnest(
      ${points.map(({ id }) => id)}::uuid[],
      ${positions.map((position) => position?.[0] ?? null)}::float8[],
      ${positions.map((position) => position?.[1] ?? null)}::float8[],
      ${points.map(({ cell }) => cell)}::bigint[], ${points.map(({ month }) => month)}::smallint[],
      ${points.map(({ slot }) => slot)}::smallint[], ${points.map(({ w }) => w)}::int[],
      ${points.map(({ audience }) => audience)}::text[]
    ) as given (id, lng, lat, cell, month, slot, w, audience)
    join slot on slot.slot = given.slot
  `
}
