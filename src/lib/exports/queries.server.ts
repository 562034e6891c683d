import sql, { type Sql } from 'sql-template-tag'

import type { Source } from '#lib/cells/category.ts'
import type { SlotChoice } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'

import type { CrimeOfFile, ObservationOfFile, RemarkOfFile } from './exported-row.ts'

/** Which points of one source go into a file: all conditions hold at once, with a position or without. */
export interface ExportSelection {
  municipalityCode: string
  slots: SlotChoice
  /** Months since 2000-01, both inclusive; null for no limit. */
  fromMonth: number | null
  toMonth: number | null
  importId: string | null
}

/** A stretch of a table in the order of its ids. */
export interface ExportPage extends ExportSelection {
  /** The first id is the one after this. */
  after: string
  /** Inclusive. */
  until: string
  /** Of rows that came with an import, only those of these. */
  imports: readonly string[]
}

export interface ExportTally {
  rows: number
  /** Of them, those that came with an import. */
  imported: number
  /** Of them, those whose plane coordinates in Sweden's system would mean nothing. */
  beyondProjection: number
  /** Every import of the municipality at that moment. */
  imports: string[]
}

const tables: Readonly<Record<Source, Sql>> = {
  remark: sql`remark`,
  observation: sql`observation`,
  crime: sql`police.crime`,
}

/** Degrees from the central meridian, 15° east: to there a place and its plane coordinates give each other back. */
const farthestDegrees = 75

/** In one statement, so that the rows and the imports are those of one moment. */
export async function tallyExport(db: Transaction, source: Source, selection: ExportSelection): Promise<ExportTally> {
  const [tally] = await db.query<ExportTally>(sql`
    select
      count(*)::int as rows, count(point.import_id)::int as imported,
      (count(*) filter (where abs(ST_X(point.position) - 15) > ${farthestDegrees}::float8))::int as "beyondProjection",
      array(
        select id::text from import where municipality_code = ${selection.municipalityCode} order by id
      ) as imports
    from ${tables[source]} as point
    where ${chosen(selection)}
  `)
  if (tally === undefined) throw new Error('a count without a row')
  return tally
}

/**
 * From here to the end of the transaction rows are read in the order of an index rather than sorted. Of a table that has just
 * been filled the planner knows nothing, takes it for small, and would read and sort all of it again for every page.
 */
export async function followIndex(db: Transaction): Promise<void> {
  await db.execute(sql`set local enable_sort = off`)
}

/** The id that ends a page of so many rows, chosen or not, so that each page reads as much; null on the last. */
export async function findPageEnd(
  db: Transaction,
  source: Source,
  { municipalityCode, after, rows }: { municipalityCode: string; after: string; rows: number },
): Promise<string | null> {
  const [last] = await db.query<{ id: string }>(sql`
    select id from ${tables[source]}
    where municipality_code = ${municipalityCode} and id > ${after}::uuid
    order by id
    offset ${rows - 1}::int limit 1
  `)
  return last?.id ?? null
}

export function listCrimesOfPage(db: Transaction, page: ExportPage): Promise<CrimeOfFile[]> {
  return db.query<CrimeOfFile>(sql`
    select
      ${pointColumns}, point.offence_group as "offenceGroup", point.offence_name as "offenceName",
      point.case_reference as "caseReference", point.place_name as "placeName",
      point.occurred_from as "occurredFrom", point.occurred_to as "occurredTo", point.reported_at as "reportedAt"
    from police.crime as point
    where ${onPage(page)}
    order by point.id
  `)
}

export function listRemarksOfPage(db: Transaction, page: ExportPage): Promise<RemarkOfFile[]> {
  return db.query<RemarkOfFile>(sql`
    select
      ${pointColumns}, ${spokenColumns}, point.further_themes as "furtherThemes", point.suggestion,
      point.felt_light as "feltLight", point.felt_day as "feltDay", point.felt_season as "feltSeason",
      area.code as "areaCode", point.received_at as "receivedAt"
    from remark as point
    left join area on area.municipality_code = ${page.municipalityCode} and area.id = point.area_id
    where ${onPage(page)}
    order by point.id
  `)
}

export function listObservationsOfPage(db: Transaction, page: ExportPage): Promise<ObservationOfFile[]> {
  return db.query<ObservationOfFile>(sql`
    select ${pointColumns}, ${spokenColumns}, walk.name as "walkName", point.observed_at as "observedAt"
    from observation as point
    left join walk on walk.municipality_code = ${page.municipalityCode} and walk.id = point.walk_id
    where ${onPage(page)}
    order by point.id
  `)
}

const pointColumns = sql`
  point.id, point.import_id as "importId", ST_X(point.position) as lng, ST_Y(point.position) as lat,
  point.precision_m as "precisionMeters"
`

const spokenColumns = sql`point.theme, point.feeling, point.words, point.w as people, point.audience`

function chosen({ municipalityCode, slots, fromMonth, toMonth, importId }: ExportSelection): Sql {
  return sql`
    point.municipality_code = ${municipalityCode}
    and point.state = 'accepted'
    and (${slots === 'all'}::boolean or point.slot = any(${slots === 'all' ? [] : slots}::smallint[]))
    and point.month between ${fromMonth ?? -32_768}::smallint and ${toMonth ?? 32_767}::smallint
    and (${importId === null}::boolean or point.import_id = ${importId}::uuid)
  `
}

function onPage(page: ExportPage): Sql {
  return sql`
    ${chosen(page)}
    and point.id > ${page.after}::uuid and point.id <= ${page.until}::uuid
    and (point.import_id is null or point.import_id = any(${page.imports}::uuid[]))
  `
}
