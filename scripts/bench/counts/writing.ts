/** What counting costs those who write: folds, single inserts, many writers on the same cells. */
import sql, { raw, type Sql } from 'sql-template-tag'

import { foldMunicipality, recordChanges } from '#lib/cells/commands.server.ts'
import { cellAt } from '#lib/cells/h3.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { processorMsSince, processorTimes, round, summarise, timed } from '../timing.ts'
import { firstMonth, municipalityCode, months } from './load.ts'
import type { FoldResult, InsertResult } from './result.ts'

const scatteredDeltas = 100_000
const singleInserts = 1000
const insertsATurn = 50
const writers = 8
const insertsAWriter = 60
const hotCells = [0, 1, 2].map((step) => cellAt([18.06 + step / 1000, 59.33]))
const slot = slotOf('remark', 'lighting', 'unsafe')
/** The rows of a measurement are told from the others by their import, and gone after it. */
const importId = '00000000-0000-7000-9000-000000000001'

/** 100,000 deltas of points all over the country and the ten years, folded; the counts are as before afterwards. */
export async function measureFold(database: Database): Promise<FoldResult> {
  const written = await addScattered(database, 1)
  const before = await processorTimes(database)
  const { result: deltas, milliseconds } = await timed(() => fold(database))
  const processorSeconds = round((await processorMsSince(database, before)) / 1000)
  await addScattered(database, -1)
  await fold(database)
  return { deltas, seconds: round(milliseconds / 1000), processorSeconds, rows: written }
}

const fold = (database: Database) =>
  foldMunicipality(database, { municipalityCode, side: 'municipality', clock: systemClock })

/** @returns about how many rows of counts they touch: cells and months at each level, whatever the audience */
async function addScattered(database: Database, n: 1 | -1): Promise<number> {
  return past(database, ['cell_delta'], async (db) => {
    const chosen = sql`
      select row_number() over () as i, cell, month, slot from (
        select cell, month, slot from bench.point where slot <= 72 order by hashint8(cell), month limit ${scatteredDeltas}
      ) as scattered`
    await db.execute(sql`
      insert into cell_delta (municipality_code, id, cell, month, audience, slot, n, w)
      select ${municipalityCode}, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
        cell, month, 'shared', slot, ${n}::int, ${n}::int
      from (${chosen}) as scattered
    `)
    const parent = (resolution: number) => raw(`(cell >> ${3 * (15 - resolution)})`)
    const [row] = await db.query<{ rows: number }>(sql`
      select (
        count(distinct ${parent(9)}) + count(distinct (${parent(9)}, month / 12))
        + count(distinct ${parent(7)}) + count(distinct (${parent(7)}, month / 12)) + count(distinct (${parent(7)}, month))
        + count(distinct ${parent(5)}) + count(distinct (${parent(5)}, month / 12)) + count(distinct (${parent(5)}, month))
      )::int as rows
      from cell_delta where municipality_code = ${municipalityCode}
    `)
    return row?.rows ?? 0
  })
}

/** One remark in its transaction, without and with the delta that counts it, in turns. */
export async function measureInsert(database: Database): Promise<InsertResult> {
  const [without, withDelta]: [number[], number[]] = [[], []]
  const processor = { without: 0, withDelta: 0 }
  for (let turn = 0; turn < singleInserts; turn += insertsATurn) {
    for (const [counted, times] of [
      [false, without],
      [true, withDelta],
    ] as const) {
      const before = await processorTimes(database)
      for (let index = 0; index < insertsATurn; index++) {
        times.push((await timed(() => insertOne(database, turn + index, counted))).milliseconds)
      }
      processor[counted ? 'withDelta' : 'without'] += await processorMsSince(database, before)
    }
  }
  await removeInserted(database)
  const [bare, counted] = [summarise(without), summarise(withDelta)]
  return {
    without: bare,
    withDelta: counted,
    times: round(counted.medianMs / bare.medianMs),
    processorTimes: round(processor.withDelta / processor.without),
  }
}

/** Eight writers at once on three cells, without and with deltas, in turns; then the deltas are counted. */
export async function measureWriters(database: Database): Promise<Pick<InsertResult, 'writers'>> {
  const perSecond = { without: [] as number[], withDelta: [] as number[] }
  const each = writers * insertsAWriter
  for (let turn = 0; turn < 5; turn++) {
    for (const counted of turn % 2 === 0 ? [false, true] : [true, false]) {
      const { milliseconds } = await timed(() =>
        Promise.all(Array.from({ length: writers }, () => writeMany(database, counted))),
      )
      perSecond[counted ? 'withDelta' : 'without'].push((1000 * each) / milliseconds)
    }
  }
  const counts = await past(database, ['cell_delta'], (db) =>
    db.query<{ n: number }>(
      sql`select coalesce(sum(n), 0)::int as n from cell_delta where municipality_code = ${municipalityCode}`,
    ),
  )
  await removeInserted(database)
  const [bare, counted] = [summarise(perSecond.without).medianMs, summarise(perSecond.withDelta).medianMs]
  return {
    writers: {
      writers,
      withoutPerSecond: bare,
      withDeltaPerSecond: counted,
      share: round(counted / bare),
      lost: 5 * each - (counts[0]?.n ?? 0),
    },
  }
}

async function writeMany(database: Database, counted: boolean): Promise<void> {
  for (let index = 0; index < insertsAWriter; index++) await insertOne(database, index, counted)
}

async function insertOne(database: Database, index: number, counted: boolean): Promise<void> {
  const cell = hotCells[index % hotCells.length] ?? null
  const month = firstMonth + (index % months)
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  await database.withContext(context, async (db) => {
    await db.execute(insertion(cell, month))
    if (!counted) return
    const change = { cell, month, audience: 'shared' as const, slot, n: 1, w: 1 }
    await recordChanges(db, { municipalityCode, side: 'municipality', changes: [change] })
  })
}

function insertion(cell: bigint | null, month: number): Sql {
  return sql`
    insert into remark (
      municipality_code, id, import_id, scope, position, precision_m, cell, month, slot, w, audience, state, theme,
      feeling, words, received_at
    )
    values (
      ${municipalityCode}, ${crypto.randomUUID()}, ${importId}, 'point', ST_SetSRID(ST_MakePoint(18.06, 59.33), 4326), 50,
      ${cell}, ${month}, ${slot}, 1, 'shared', 'accepted', 'lighting', 'unsafe', 'Mörkt vid gångvägen', ${new Date()}
    )
  `
}

async function removeInserted(database: Database): Promise<void> {
  await past(database, ['remark', 'cell_delta'], async (db) => {
    await db.execute(sql`delete from remark where import_id = ${importId}`)
    await db.execute(sql`delete from cell_delta where municipality_code = ${municipalityCode}`)
  })
}

/** As the owner, past the row security of these tables for this one transaction. */
async function past<Result>(
  database: Database,
  tables: readonly string[],
  work: (db: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.asOwner(async (db) => {
    for (const table of tables) await db.execute(sql`alter table ${raw(table)} no force row level security`)
    const result = await work(db)
    for (const table of tables) await db.execute(sql`alter table ${raw(table)} force row level security`)
    return result
  })
}
