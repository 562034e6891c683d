import type { Source } from '#lib/cells/category.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { readCategories } from './category-commands.server.ts'
import type { FileCategories } from './category-commands.server.ts'
import { checkFile } from './check.server.ts'
import type { CheckedFile } from './check.server.ts'
import { undoIfDry } from './dry-run.ts'
import type { ImportReport, ImportRequest, MunicipalityImport, Watcher } from './import.ts'
import { PlacementFinder } from './placement.server.ts'
import { SystemReferee } from './reference-system.server.ts'
import { openTable } from './table.server.ts'
import type { Table } from './table.ts'
import { describeUnderstanding, understandFile } from './understanding.server.ts'
import type { Understood } from './understanding.server.ts'
import { destinations, writeFile } from './writing.server.ts'

/**
 * Takes in one file of points, all of it or nothing: the whole file is checked first, then written in one transaction
 * with its import log and audit entries. Rows that came with an earlier file are left as they are and counted.
 *
 * @throws ProblemError invalid-file · unknown-municipality · exact-crimes-need-trial
 */
export async function importPoints<S extends Source>(
  database: Database,
  request: ImportRequest & { source: S },
  watch: Watcher = () => undefined,
  clock: Clock = systemClock,
): Promise<ImportReport> {
  if (request.source === 'crime' && database.engine === 'embedded' && !request.trial) {
    throw new ProblemError('exact-crimes-need-trial')
  }
  const table = await openTable(request.path, request.layer)
  try {
    return await importTable(database, table, request, watch, clock)
  } finally {
    await table.close()
  }
}

async function importTable<S extends Source>(
  database: Database,
  table: Table,
  request: ImportRequest & { source: S },
  watch: Watcher,
  clock: Clock,
): Promise<ImportReport> {
  const destination = destinations[request.source]
  const finder = new PlacementFinder(database, destination.role, request.municipalityCode)
  const categories = await readCategories(database, destination.role, request)
  const referee = new SystemReferee(database, destination.role, request.municipalityCode)
  const understood = await understandFile(table, request, categories.table, referee)
  watch({ step: 'understood', understanding: describeUnderstanding(understood) })
  await finder.check()
  const checked = await checkFile(request, understood, finder, watch)
  const municipalities = await undoIfDry<MunicipalityImport[]>(request.dryRun, (finish) =>
    database.withContext(
      { role: destination.role, municipalityCodes: codesToEnter(checked, categories), access: 'write' },
      async (db) =>
        finish(await writeFile(db, destination, { request, understood, categories, checked, watch, clock })),
    ),
  )
  return reportOf(request, understood, checked, municipalities)
}

function codesToEnter(checked: CheckedFile, { municipalityCode, remembered }: FileCategories): string[] {
  const deciding = municipalityCode !== null && remembered.length > 0 ? [municipalityCode] : []
  return [...new Set([...checked.municipalityCodes, ...deciding])]
}

function reportOf<S extends Source>(
  request: ImportRequest,
  understood: Understood<S>,
  checked: CheckedFile,
  municipalities: readonly MunicipalityImport[],
): ImportReport {
  const total = (name: 'added' | 'alreadyPresent') => municipalities.reduce((sum, part) => sum + part[name], 0)
  const lost = checked.outside > 0 && !checked.anyInside
  return {
    source: request.source,
    fileName: request.fileName,
    sha256: understood.table.sha256.toString('hex'),
    dryRun: request.dryRun,
    trial: request.trial,
    understanding: describeUnderstanding(understood),
    rowsRead: checked.rows,
    added: total('added'),
    alreadyPresent: total('alreadyPresent'),
    withoutPosition: checked.withoutPosition,
    outside: checked.outside,
    excluded: checked.excluded,
    municipalities,
    outsideRows: checked.outsideRows,
    undecidedThemes: checked.undecidedThemes,
    heavyPositions: checked.heavyPositions,
    notAPlace: checked.notAPlace,
    warnings: [...(lost ? [nothingInside] : []), ...(understood.reading.layout?.corrected ? [correctedAxes] : [])],
  }
}

const correctedAxes = {
  sv: 'Koordinatkolumnerna är omkastade i filen: bara åt andra hållet hamnar lägena i kommunen. De är lästa så.',
  en: 'The columns of coordinates are exchanged in the file: only the other way round do positions lie in the municipality. They are read so.',
}

const nothingInside = {
  sv: 'Inget läge i filen ligger inom någon kommuns gräns. Kontrollera referenssystemet (--crs) och kolumnerna (--map).',
  en: 'No position in the file is inside any boundary. Check the reference system (--crs) and the columns (--map).',
}
