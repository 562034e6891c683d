import type { Database } from '#lib/database/database.ts'
import { listAreaNames } from '#lib/municipalities/area-queries.server.ts'
import { savePopulation } from '#lib/municipalities/population-commands.server.ts'
import type { SavedPopulation } from '#lib/municipalities/population-commands.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { AreaLookup } from './area-lookup.ts'
import { undoIfDry } from './dry-run.ts'
import { readHomes } from './home.server.ts'
import { choosePopulationColumns, PopulationSums } from './population-file.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { beginPart, keepReplaced, logRegister } from './register-log.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'

export interface PopulationReport extends RegisterReport {
  kind: 'population'
  municipalityCode: string
  /** Rows that sum up other rows: left out. */
  totals: number
  areas: number
  years: readonly number[]
  people: number
  /** Of years of areas. */
  saved: SavedPopulation
}

/**
 * Takes in people by area, year, age and gender, summed into the age bands of the product; all of the file or nothing. A
 * year of an area that is there already is replaced.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importPopulation(
  database: Database,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
  clock: Clock = systemClock,
): Promise<PopulationReport> {
  const read = await readRegister(request, (file) => readPopulation(database, request, file, watch))
  const { municipalityCode, counts, sums } = read
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  const summary = {
    areas: new Set(counts.map(({ areaCode }) => areaCode)).size,
    years: [...new Set(counts.map(({ year }) => year))].sort((a, b) => a - b),
    people: counts.reduce((sum, { people }) => sum + people, 0),
  }
  const part = beginPart(municipalityCode)
  const scope = { kind: 'population', years: summary.years } as const
  const saved = await undoIfDry<SavedPopulation>(request.dryRun, (finish) =>
    database.withContext(context, async (db) => {
      const outcome = await keepReplaced(db, part, scope, () =>
        savePopulation(db, municipalityCode, counts, part.importId),
      )
      const { added, replaced, unchanged } = outcome
      const logged = { rowsRead: sums.rows, added: added + replaced, alreadyPresent: unchanged }
      await logRegister(db, { kind: 'population', request, ...read, clock }, part, logged, { ...summary, ...outcome })
      return finish(outcome)
    }),
  )
  return {
    kind: 'population',
    fileName: request.fileName,
    sha256: read.sha256,
    dryRun: request.dryRun,
    columns: read.columns,
    rowsRead: sums.rows,
    municipalityCode,
    totals: sums.totals,
    ...summary,
    saved,
    imports: [part],
  }
}

async function readPopulation(database: Database, request: RegisterRequest, file: RegisterFile, watch: ColumnWatcher) {
  const columns = choosePopulationColumns(file.heading, request.choice)
  watch(columns)
  const municipalityCode = (await readHomes(database, request.municipalityCode)).require(request.municipalityCode)
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'read' } as const
  const areas = await database.withContext(context, (db) => listAreaNames(db, municipalityCode))
  const faults = new Faults()
  const sums = new PopulationSums(columns, new AreaLookup(areas), faults)
  for await (const { row, values } of file.rows(faults)) sums.add(row, values)
  return { municipalityCode, columns, sha256: file.sha256, sums, counts: sums.finish() }
}
