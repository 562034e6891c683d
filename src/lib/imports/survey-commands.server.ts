import type { Database, Transaction } from '#lib/database/database.ts'
import { listAreaNames } from '#lib/municipalities/area-queries.server.ts'
import { listSurveyIds, upsertSurveyValues } from '#lib/municipalities/survey-queries.server.ts'
import type { SurveyRecord, SurveyValue } from '#lib/municipalities/survey.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { AreaLookup } from './area-lookup.ts'
import { undoIfDry } from './dry-run.ts'
import { readHomes } from './home.server.ts'
import { identityOf } from './identity.server.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { beginPart, keepReplaced, logRegister } from './register-log.server.ts'
import type { RegisterPart } from './register-replacement-queries.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'
import { chooseSurveyColumns } from './survey-columns.ts'
import { SurveyValues } from './survey-file.ts'
import type { ReadUnit } from './survey-file.ts'

interface SavedValues {
  added: number
  replaced: number
  unchanged: number
}

export interface SurveyReport extends RegisterReport {
  kind: 'surveys'
  municipalityCode: string
  surveys: readonly string[]
  questions: number
  years: readonly number[]
  areas: number
  /** Values that the giver hid or left out: kept as they were written. */
  hidden: number
  /** How numbers without a percent sign were read; `signed` where there were none, `stated` where the file says. */
  unit: ReadUnit
  saved: SavedValues
}

const batchValues = 2000

/**
 * Takes in what surveys say by area and year, all of the file or nothing, in long form or with a column a year. A value
 * of the same survey, question, answer, area and period is replaced.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importSurveys(
  database: Database,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
  clock: Clock = systemClock,
): Promise<SurveyReport> {
  const read = await readRegister(request, (file) => readSurvey(database, request, file, watch))
  const { municipalityCode, values, sha256, columns, rowsRead } = read
  const records = values.map((value) => withId(municipalityCode, value))
  const summary = summaryOf(values)
  const part = beginPart(municipalityCode)
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  const saved = await undoIfDry<SavedValues>(request.dryRun, (finish) =>
    database.withContext(context, async (db) => {
      const scope = { kind: 'surveys', surveys: summary.surveys } as const
      const outcome = await keepReplaced(db, part, scope, () => saveValues(db, part, records))
      const { added, replaced, unchanged } = outcome
      const logged = { rowsRead, added: added + replaced, alreadyPresent: unchanged }
      const logging = { kind: 'surveys', request, sha256, columns, clock } as const
      await logRegister(db, logging, part, logged, { ...outcome, ...summary, unit: read.unit })
      return finish(outcome)
    }),
  )
  const { fileName, dryRun } = request
  const report = { fileName, sha256, dryRun, columns, rowsRead, municipalityCode, ...summary, unit: read.unit }
  return { kind: 'surveys', ...report, saved, imports: [part] }
}

async function readSurvey(database: Database, request: RegisterRequest, file: RegisterFile, watch: ColumnWatcher) {
  const columns = chooseSurveyColumns(file.heading, request.choice)
  watch(columns.choice)
  const homes = await readHomes(database, request.municipalityCode)
  const municipalityCode = homes.require(request.municipalityCode)
  const name = homes.all.find(({ code }) => code === municipalityCode)?.name ?? municipalityCode
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'read' } as const
  const areas = await database.withContext(context, (db) => listAreaNames(db, municipalityCode))
  const faults = new Faults()
  const read = new SurveyValues(columns, new AreaLookup(areas), { code: municipalityCode, name }, faults)
  for await (const { row, values } of file.rows(faults)) read.add(row, values)
  const { values, unit } = read.finish()
  return { municipalityCode, columns: columns.choice, sha256: file.sha256, values, unit, rowsRead: read.rows }
}

function withId(municipalityCode: string, value: SurveyValue): SurveyRecord {
  const { survey, question, answer, areaCode, year, month } = value
  return { ...value, id: identityOf({ municipalityCode, survey, question, answer, areaCode, year, month }) }
}

function summaryOf(values: readonly SurveyValue[]) {
  return {
    surveys: [...new Set(values.map(({ survey }) => survey))],
    questions: new Set(values.map(({ survey, question }) => `${survey}\n${question}`)).size,
    years: [...new Set(values.map(({ year }) => year))].sort((a, b) => a - b),
    areas: new Set(values.flatMap(({ areaCode }) => areaCode ?? [])).size,
    hidden: values.filter(({ share }) => share === null).length,
  }
}

async function saveValues(
  db: Transaction,
  { municipalityCode, importId }: RegisterPart,
  records: readonly SurveyRecord[],
): Promise<SavedValues> {
  const saved = { added: 0, replaced: 0, unchanged: records.length }
  for (let start = 0; start < records.length; start += batchValues) {
    const batch = records.slice(start, start + batchValues)
    const ids = batch.map(({ id }) => id)
    const known = new Set(await listSurveyIds(db, municipalityCode, ids))
    for (const id of await upsertSurveyValues(db, municipalityCode, batch, importId)) {
      saved.unchanged -= 1
      saved[known.has(id) ? 'replaced' : 'added'] += 1
    }
  }
  return saved
}
