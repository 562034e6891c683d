import { appendAudit } from '#lib/audit/commands.server.ts'
import { saveCrimeAreaCounts } from '#lib/crimes/commands.server.ts'
import type { SavedAreaCounts } from '#lib/crimes/commands.server.ts'
import type { CrimeAreaCount } from '#lib/crimes/crime.ts'
import type { Database } from '#lib/database/database.ts'
import { listAreaNames } from '#lib/municipalities/area-queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { chooseCountColumns, CountSums } from './area-count-file.ts'
import { AreaLookup } from './area-lookup.ts'
import { listOffenceCodes } from './category-queries.server.ts'
import { CategoryTable, readDecisions } from './category-table.ts'
import type { CategoryDecision } from './category-table.ts'
import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'

export interface AreaCountReport extends RegisterReport {
  kind: 'area-counts'
  municipalityCode: string
  /** Rows about offences that are never mapped: counted here, kept nowhere. */
  excluded: number
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
  const categories = readDecisions('crime', request.categories)
  const { municipalityCode, columns, sha256, sums, counts } = await readRegister(request, (file) =>
    readCounts(database, request, categories, file, watch),
  )
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  const saved = await undoIfDry<SavedAreaCounts>(request.dryRun, (finish) =>
    database.withContext(context, async (db) => {
      const outcome = await saveCrimeAreaCounts(db, municipalityCode, counts)
      const detail = { ...outcome, excluded: sums.excluded, ...handOverOf(counts), sha256 }
      const subject = { municipalityCode, subjectKind: 'municipality', subjectId: municipalityCode }
      await appendAudit(db, { ...subject, act: 'import.area-counts', audience: 'shared', detail }, clock)
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
    saved,
  }
}

async function readCounts(
  database: Database,
  request: RegisterRequest,
  decisions: readonly CategoryDecision[],
  file: RegisterFile,
  watch: ColumnWatcher,
) {
  const columns = chooseCountColumns(file.heading, request.choice)
  watch(columns)
  const municipalityCode = (await readHomes(database, request.municipalityCode)).require(request.municipalityCode)
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'read' } as const
  const { areas, codes } = await database.withContext(context, async (db) => ({
    areas: await listAreaNames(db, municipalityCode),
    codes: await listOffenceCodes(db),
  }))
  const faults = new Faults()
  const sums = new CountSums(columns, new AreaLookup(areas), new CategoryTable(decisions, codes), faults)
  for await (const { row, values } of file.rows(faults)) sums.add(row, values)
  const counts = sums.finish()
  faults.refuse()
  if (sums.rows === 0) throw refuseFile('filen har inga rader', 'the file has no rows', { row: 2 })
  return { municipalityCode, columns, sha256: file.sha256, sums, counts }
}

/** Who handed the counts over, when and under which number: each once. */
function handOverOf(counts: readonly CrimeAreaCount[]) {
  const each = (name: 'giver' | 'handedOverOn' | 'reference') =>
    [...new Set(counts.map((count) => count[name]))].slice(0, 20)
  return { giver: each('giver'), handedOverOn: each('handedOverOn'), reference: each('reference') }
}
