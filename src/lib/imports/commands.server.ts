import type { Source } from '#lib/cells/category.ts'
import { sideOf, type Database, type Role } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { readCategories } from './category-commands.server.ts'
import { checkFile } from './check.server.ts'
import type { CheckedFile } from './checked-file.ts'
import { EarlyWriting } from './early-writing.server.ts'
import { kindOfSource } from './import.ts'
import type { ImportReport, ImportRequest, MunicipalityImport, Watcher } from './import.ts'
import { warningsOf } from './import-warning.ts'
import { PlacementFinder } from './placement.server.ts'
import { SystemReferee } from './reference-system.server.ts'
import type { RefusalSink } from './refusal.ts'
import { applySaved } from './saved-columns.ts'
import { readSavedColumns } from './saved-columns.server.ts'
import { openTable } from './table.server.ts'
import type { Table } from './table.ts'
import { describeUnderstanding, understandFile } from './understanding.server.ts'
import type { Understood } from './understanding.server.ts'
import { destinations } from './writer.server.ts'
import { writeFile } from './writing.server.ts'

const singleCrimes = {
  sv: 'filen har enskilda brott',
  en: 'the file has single crimes',
  command: { sv: '--trial om det är ett prov', en: '--trial where it is a trial' },
}

/**
 * Takes in one file of points, all of it or nothing: the whole file is checked, and written in one transaction with its
 * import log and audit entries, which is committed only when the check has found nothing against it. Rows that came with
 * an earlier file are left as they are and counted. With `acceptPartial` rows with faults are left out, listed and kept
 * with the import; a dry run lists them too.
 *
 * @param refusals told every reason why a row is refused, in a partial import or a dry run
 * @throws ProblemError invalid-file · unknown-municipality · exact-crimes-need-trial
 */
export async function importPoints<S extends Source>(
  database: Database,
  request: ImportRequest & { source: S },
  watch: Watcher = () => undefined,
  clock: Clock = systemClock,
  refusals: RefusalSink | null = null,
): Promise<ImportReport> {
  if (request.source === 'crime' && database.engine === 'embedded' && !request.trial) {
    throw new ProblemError('exact-crimes-need-trial', [{ reason: singleCrimes }])
  }
  const table = await openTable(request.path, request.layer)
  try {
    return await importTable(database, table, request, { watch, clock, refusals })
  } finally {
    await table.close()
  }
}

interface Told {
  watch: Watcher
  clock: Clock
  refusals: RefusalSink | null
}

async function importTable<S extends Source>(
  database: Database,
  table: Table,
  asked: ImportRequest & { source: S },
  { watch, clock, refusals }: Told,
): Promise<ImportReport> {
  const destination = destinations[asked.source]
  const finder = new PlacementFinder(database, destination.role, asked.municipalityCode)
  const categories = await readCategories(database, destination.role, asked)
  const request = await withSaved(database, table, asked, categories.municipalityCode, watch)
  const referee = new SystemReferee(database, destination.role, request.municipalityCode)
  const understood = await understandFile(table, request, categories.table, referee)
  watch({ step: 'understood', understanding: describeUnderstanding(understood) })
  await finder.check()
  const home = await homeOfAll(database, finder)
  const early =
    home === null || !leavesConnections(database, destination.role)
      ? null
      : await EarlyWriting.begin(database, home, { request, categories })
  try {
    const checked = await checkFile(request, understood, finder, watch, refusals, early)
    const work = { request, understood, categories, checked, watch, clock }
    const municipalities = (await early?.finish(work)) ?? (await writeFile(database, work))
    return reportOf(request, understood, checked, municipalities)
  } finally {
    await early?.giveUp()
  }
}

/** The request with the columns saved for a file of this shape, where it asks for them. */
async function withSaved<S extends Source>(
  database: Database,
  table: Table,
  request: ImportRequest & { source: S },
  municipalityCode: string | null,
  watch: Watcher,
): Promise<ImportRequest & { source: S }> {
  const kind = request.kind ?? kindOfSource[request.source]
  const of = { municipalityCode, kind, heading: table.heading }
  const saved = await readSavedColumns(database, destinations[request.source].role, of)
  if (saved !== null) watch({ step: 'saved-columns', saved, used: request.useSavedColumns })
  return saved !== null && request.useSavedColumns ? applySaved(request, saved) : request
}

/**
 * The municipality that keeps all of the file, where that is known before it is read. Not on the embedded engine: it has
 * one transaction at a time, and the check asks about positions in others.
 */
async function homeOfAll({ engine }: Database, finder: PlacementFinder): Promise<string | null> {
  return engine === 'embedded' ? null : finder.onlyHome(new Set())
}

/**
 * A file that is written early keeps a connection until it is read, and reading it takes others: where such files had all
 * of them, each would wait for the rest. More than half are never kept; then a file is read twice, with one at a time.
 */
function leavesConnections(database: Database, role: Role): boolean {
  const sides = database.connections()
  const own = sides.find(({ side }) => side === sideOf(role)) ?? sides[0]
  return own !== undefined && 2 * (own.inUse + own.waiting + 1) <= own.maximum
}

function reportOf<S extends Source>(
  request: ImportRequest,
  understood: Understood<S>,
  checked: CheckedFile,
  municipalities: readonly MunicipalityImport[],
): ImportReport {
  const total = (name: 'added' | 'alreadyPresent') => municipalities.reduce((sum, part) => sum + part[name], 0)
  return {
    source: request.source,
    fileName: request.fileName,
    sha256: understood.table.sha256.toString('hex'),
    dryRun: request.dryRun,
    acceptPartial: request.acceptPartial,
    trial: request.trial,
    understanding: describeUnderstanding(understood),
    rowsRead: checked.rows,
    added: total('added'),
    alreadyPresent: total('alreadyPresent'),
    withoutPosition: checked.withoutPosition,
    outside: checked.outside,
    excluded: checked.excluded,
    refusedRows: checked.refused,
    faults: checked.faults,
    unmapped: checked.unmapped,
    municipalities,
    outsideRows: checked.outsideRows,
    undecidedThemes: checked.undecidedThemes,
    heavyPositions: checked.heavyPositions,
    notAPlace: checked.notAPlace,
    warnings: warningsOf(request, checked, understood.reading.layout?.corrected ?? false),
  }
}
