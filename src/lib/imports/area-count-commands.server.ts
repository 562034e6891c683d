import { parseMonth } from '#lib/cells/period.ts'
import { saveCrimeAreaCounts } from '#lib/crimes/commands.server.ts'
import type { SavedAreaCounts } from '#lib/crimes/commands.server.ts'
import type { CrimeAreaCount } from '#lib/crimes/crime.ts'
import type { Database } from '#lib/database/database.ts'
import { listAreaNames } from '#lib/municipalities/area-queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { asProblem } from '#lib/platform/problem.ts'

import { chooseCountColumns, CountSums } from './area-count-file.ts'
import { AreaLookup } from './area-lookup.ts'
import { listCategoryMappings, listOffenceCodes } from './category-queries.server.ts'
import { CategoryTable, requireDecisions } from './category-table.ts'
import type { CategoryDecision } from './category-table.ts'
import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { beginPart, keepReplaced, logRegister } from './register-log.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'

export interface AreaCountReport extends RegisterReport {
  kind: 'area-counts'
  municipalityCode: string
  /** Rows about offences that are never mapped: counted here, kept nowhere. */
  excluded: number
  /** Rows that sum up other rows: left out. */
  totals: number
  /** Of counts by area × offence group × period; rows that count as one group are one. */
  saved: SavedAreaCounts
}

/**
 * Takes in counts that the police hand over by area, all of the file or nothing. The same hand-over again changes nothing,
 * a newer one replaces, an older one doesn't.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importAreaCounts(
  database: Database,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
  clock: Clock = systemClock,
): Promise<AreaCountReport> {
  const { municipalityCode, columns, sha256, sums, counts } = await readRegister(request, (file) =>
    readCounts(database, request, file, watch),
  )
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  const part = beginPart(municipalityCode)
  const saved = await undoIfDry<SavedAreaCounts>(request.dryRun, (finish) =>
    database.withContext(context, async (db) => {
      const outcome = await keepReplaced(db, part, scopeOf(counts), () =>
        saveCrimeAreaCounts(db, municipalityCode, counts, part.importId),
      )
      const { excluded } = sums
      const alreadyPresent = outcome.unchanged + outcome.older
      const logged = { rowsRead: sums.rows, added: outcome.added + outcome.replaced, alreadyPresent, excluded }
      const logging = { kind: 'area-counts', request, sha256, columns, clock } as const
      await logRegister(db, logging, part, logged, { ...outcome, excluded, ...handOverOf(counts) })
      return finish(outcome)
    }),
  )
  return {
    kind: 'area-counts',
    fileName: request.fileName,
    sha256,
    dryRun: request.dryRun,
    columns,
    rowsRead: sums.rows,
    municipalityCode,
    excluded: sums.excluded,
    totals: sums.totals,
    saved,
    imports: [part],
  }
}

async function readCounts(database: Database, request: RegisterRequest, file: RegisterFile, watch: ColumnWatcher) {
  const columns = chooseCountColumns(file.heading, request.choice)
  watch(columns.choice)
  const municipalityCode = (await readHomes(database, request.municipalityCode)).require(request.municipalityCode)
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'read' } as const
  const saved = await readSavedDecisions(database, municipalityCode)
  const { areas, codes } = await database.withContext(context, async (db) => ({
    areas: await listAreaNames(db, municipalityCode),
    codes: await listOffenceCodes(db),
  }))
  const faults = new Faults()
  const table = new CategoryTable([...saved, ...requireDecisions('crime', request.categories, codes)], codes)
  const sums = new CountSums(columns, new AreaLookup(areas), table, faults)
  for await (const { row, values } of file.rows(faults)) sums.add(row, values)
  const counts = sums.finish()
  faults.refuse()
  if (sums.rows === 0) throw refuseFile('filen har inga rader', 'the file has no rows', { row: 2 })
  return { municipalityCode, columns: columns.choice, sha256: file.sha256, sums, counts }
}

/** What the police's side has decided that words about crimes mean; nothing where it isn't connected. */
async function readSavedDecisions(database: Database, municipalityCode: string): Promise<CategoryDecision[]> {
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  try {
    return await database.withContext(context, (db) => listCategoryMappings(db, municipalityCode, 'crime'))
  } catch (error) {
    if (asProblem(error).code === 'police-side-not-connected') return []
    throw error
  }
}

/** Every count it may replace: of the same months. */
function scopeOf(counts: readonly CrimeAreaCount[]) {
  const monthsFrom = [...new Set(counts.flatMap(({ monthFrom }) => parseMonth(monthFrom) ?? []))]
  return { kind: 'area-counts', monthsFrom } as const
}

/** Who handed the counts over, when and under which number: each once. */
function handOverOf(counts: readonly CrimeAreaCount[]) {
  const each = (name: 'giver' | 'handedOverOn' | 'reference') =>
    [...new Set(counts.map((count) => count[name]))].slice(0, 20)
  return { giver: each('giver'), handedOverOn: each('handedOverOn'), reference: each('reference') }
}
