/**
 * Fills an empty installation with the data set, set-based and past the importer: the owner writes rows of the three
 * sources straight into their tables. Every value follows from the number of its row, so all runs and engines agree.
 */
import sql, { raw, type Sql } from 'sql-template-tag'

import { slotOf } from '#lib/cells/slot.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { makePlaces, placeResolution, type Place } from './places.ts'

/** One municipality as large as the country: the hardest case for counts that are read a municipality at a time. */
export const municipalityCode = '9990'
/** 2016-01 to 2025-12. */
export const firstMonth = 192
export const months = 120

const placeCount = 400_000
const rowsAStatement = 250_000

const tables = ['public.remark', 'public.observation', 'police.crime'] as const
const indexes = [
  ['public.remark', 'remark'],
  ['public.observation', 'observation'],
  ['police.crime', 'crime'],
] as const

export async function loadData(database: Database, rows: number, tell: (what: string) => void): Promise<void> {
  await database.asOwner(async (db) => {
    await addMunicipality(db)
    await addPlaces(db, makePlaces(placeCount))
  })
  tell('places')
  const dropped = await database.asOwner(async (db) => {
    for (const table of tables) await db.execute(sql`alter table ${raw(table)} no force row level security`)
    return dropForLoading(db)
  })
  for (let from = 1; from <= rows; from += rowsAStatement) {
    await database.asOwner((db) => addPoints(db, from, Math.min(rows, from + rowsAStatement - 1)))
    if ((from - 1) % 1_000_000 === 0) tell(`rows from ${from}`)
  }
  for (const statement of dropped) await database.asOwner((db) => db.execute(statement))
  for (const index of [sql`(cell) include (slot, month)`, sql`using gist (position)`]) {
    await database.asOwner((db) => db.execute(sql`create index on bench.point ${index}`))
  }
  tell('indexes')
  await database.asOwner(async (db) => {
    for (const table of tables) await db.execute(sql`alter table ${raw(table)} force row level security`)
  })
}

async function addMunicipality(db: Transaction): Promise<void> {
  await db.execute(sql`alter table municipality no force row level security`)
  await db.execute(sql`
    insert into municipality (code, name, slug, boundary, updated_at)
    values (
      ${municipalityCode}, 'Mätriket', 'matriket',
      ST_Multi(ST_MakeEnvelope(9, 54, 26, 70, 4326)), '2026-01-01T00:00:00Z'
    )
  `)
  await db.execute(sql`alter table municipality force row level security`)
  await db.execute(sql`create schema bench`)
  await db.execute(sql`
    create table bench.point (cell bigint, slot smallint, month smallint, position geometry(Point, 4326))
  `)
  await db.execute(sql`create table bench.place (id int primary key, lng float8, lat float8, cell bigint)`)
}

async function addPlaces(db: Transaction, places: readonly Place[]): Promise<void> {
  const batch = 50_000
  for (let from = 0; from < places.length; from += batch) {
    const some = places.slice(from, from + batch)
    await db.execute(sql`
      insert into bench.place
      select ${from}::int + n::int, lng, lat, cell
      from unnest(
        ${some.map(({ lng }) => lng)}::float8[], ${some.map(({ lat }) => lat)}::float8[],
        ${some.map(({ cell }) => cell)}::bigint[]
      ) with ordinality as given (lng, lat, cell, n)
    `)
  }
  await db.execute(sql`analyze bench.place`)
}

/** Indexes and foreign keys are made again afterwards, all at once. @returns the statements that make them */
async function dropForLoading(db: Transaction): Promise<Sql[]> {
  const again: Sql[] = []
  for (const [table, name] of indexes) {
    const found = await db.query<{ make: string; drop: string }>(sql`
      select indexdef as make, format('drop index %I.%I', schemaname, indexname) as drop from pg_indexes
      where format('%s.%s', schemaname, tablename) = ${table} and indexname <> ${`${name}_pkey`}
      union all
      select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
        format('alter table %s drop constraint %I', conrelid::regclass, conname)
      from pg_constraint where conrelid = ${table}::regclass and contype = 'f'
    `)
    for (const { make, drop } of found) {
      await db.execute(raw(drop))
      again.push(raw(make))
    }
  }
  return again
}

/** A number below `below` that follows from the row and `salt`; `uniform` the same between 0 and 1. */
const picked = (salt: number, below: number) => raw(`((hashint8extended(i, ${salt}) & 2147483647) % ${below})::int`)
const uniform = (salt: number) => raw(`((hashint8extended(i, ${salt}) & 2147483647) / 2147483648.0)`)

/** 60 % crimes, 25 % remarks, 15 % observations; one in forty is known without a position. */
async function addPoints(db: Transaction, from: number, to: number): Promise<void> {
  await db.execute(sql`
    create temporary table fresh on commit drop as
    select
      ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
      i % 20 as twentieth,
      case when i % 40 = 7 then null else ${descendant()} end as cell,
      case when i % 40 = 7 then null else ST_SetSRID(ST_MakePoint(
        place.lng + 0.0022 * (${uniform(5)} - 0.5), place.lat + 0.0012 * (${uniform(6)} - 0.5)
      ), 4326) end as position,
      (${firstMonth} + ${picked(2, months)})::smallint as month,
      floor(12 * ${uniform(3)} * ${uniform(3)})::int as category,
      (array['unsafe', 'unsafe', 'unsafe', 'safe', 'unsure'])[1 + ${picked(4, 5)}] as feeling,
      case when i % 5 = 0 then 'municipality' else 'shared' end as audience,
      1 + (i % 50 = 3)::int * 4 as w
    from generate_series(${from}::bigint, ${to}::bigint) as i
    join bench.place on place.id = ${picked(1, placeCount)} + 1
  `)
  for (const statement of insertions()) await db.execute(statement)
}

/** A descendant of the place's cell at resolution 15: five digits of 0–6 after its own. */
function descendant(): Sql {
  const digits = Array.from({ length: 15 - placeResolution }, (_, index) => {
    const digit = `((hashint8extended(i, 11) & 2147483647) / ${7 ** index}) % 7`
    return `((${digit}) << ${3 * index})`
  })
  const fixed = ~((15n << 52n) | ((1n << BigInt(3 * (15 - placeResolution))) - 1n))
  return raw(`((place.cell & ${fixed}) | (15::bigint << 52) | ${digits.join(' | ')})`)
}

function insertions(): Sql[] {
  const slotNumber = sql`category * 3 + array_position(array['safe', 'unsure', 'unsafe'], feeling)`
  const first = { observation: slotOf('observation', 'lighting', 'safe'), crime: slotOf('crime', 'violence', null) }
  const text = sql`'Mörkt vid gångvägen, lampan har varit trasig sedan i höstas'`
  const at = sql`'2026-01-01T00:00:00Z'`
  const shared = sql`municipality_code, id, position, precision_m, cell, month, slot, w, audience, state`
  const values = (slot: Sql, audience: Sql) =>
    sql`${municipalityCode}, id, position, 50, cell, month, ${slot}, w, ${audience}, 'accepted'`
  return [
    sql`insert into remark (${shared}, scope, theme, feeling, words, received_at)
      select ${values(slotNumber, sql`audience`)}, case when position is null then 'none' else 'point' end,
        (array['lighting', 'visibility', 'deserted', 'disorder', 'drugs', 'threats', 'harassment', 'traffic', 'litter', 'theft', 'meeting_place', 'other'])[category + 1],
        feeling, ${text}, ${at}
      from fresh where twentieth between 12 and 16`,
    sql`insert into observation (${shared}, theme, feeling, words, observed_at)
      select ${values(sql`${first.observation - 1} + ${slotNumber}`, sql`audience`)}, 'lighting', feeling, ${text}, ${at}
      from fresh where twentieth >= 17`,
    sql`insert into police.crime (${shared}, offence_group, offence_name, reported_at)
      select ${values(sql`${first.crime} + category`, sql`'police'`)}, 'theft', 'Stöld', ${at}
      from fresh where twentieth < 12`,
    sql`insert into bench.point (cell, slot, month, position)
      select cell, case when twentieth < 12 then ${first.crime} + category
          when twentieth < 17 then ${slotNumber} else ${first.observation - 1} + ${slotNumber} end, month, position
      from fresh where cell is not null`,
  ]
}
