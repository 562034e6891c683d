import { v7 as uuidv7 } from 'uuid'

import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Audience, Source } from '#lib/cells/category.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import type { Database, Role, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { Added } from '#lib/points/point.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addObservations } from '#lib/walks/commands.server.ts'

import { readCategories, saveCategoryMappings } from './category-commands.server.ts'
import type { FileCategories } from './category-commands.server.ts'
import { batchRows, checkFile, excludedHome } from './check.server.ts'
import type { CheckedFile } from './check.server.ts'
import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { RowIdentities } from './identity.server.ts'
import type { ImportReport, ImportRequest, MunicipalityImport, Watcher } from './import.ts'
import { PlacementFinder } from './placement.server.ts'
import { insertImport } from './queries.server.ts'
import { draftRecord } from './record.ts'
import { SystemReferee } from './reference-system.server.ts'
import type { Draft, RecordBySource } from './record.ts'
import { openTable } from './table.server.ts'
import type { Table } from './table.ts'
import { hashFile } from './text-file.server.ts'
import { describeUnderstanding, understandFile } from './understanding.server.ts'
import type { Understood } from './understanding.server.ts'

interface Batch<S extends Source> {
  municipalityCode: string
  importId: string
  records: RecordBySource[S][]
}

interface Destination<S extends Source> {
  role: Role
  audience: Audience
  add: (db: Transaction, batch: Batch<S>) => Promise<Added>
}

const destinations: { [S in Source]: Destination<S> } = {
  crime: { role: 'police_import_worker', audience: 'police', add: addCrimes },
  remark: { role: 'import_worker', audience: 'municipality', add: addRemarks },
  observation: { role: 'import_worker', audience: 'municipality', add: addObservations },
}

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

interface Work<S extends Source> {
  request: ImportRequest & { source: S }
  understood: Understood<S>
  categories: FileCategories
  checked: CheckedFile
  watch: Watcher
  clock: Clock
}

/** The second pass, inside the one transaction. */
async function writeFile<S extends Source>(
  db: Transaction,
  destination: Destination<S>,
  work: Work<S>,
): Promise<MunicipalityImport[]> {
  const { request, understood, checked } = work
  const parts = checked.municipalityCodes.map((municipalityCode) => new Part<S>(municipalityCode, checked))
  const identities = new RowIdentities(request.source)
  let rows = 0
  for await (const { values } of understood.table.rows()) {
    const { draft, excluded } = draftRecord(understood.reading, values)
    const home = checked.homes[rows] ?? -1
    rows += 1
    if ((excluded !== null) !== (home === excludedHome)) throw changedFile()
    if (excluded !== null) continue
    const part = parts[home]
    if (draft === null || part === undefined) throw changedFile()
    part.records.push(withId<S>(draft, identities.next(draft.content)))
    if (part.records.length >= batchRows) await addPart(db, destination, part)
    if (rows % batchRows === 0) work.watch({ step: 'written', rows })
  }
  for (const part of parts) await addPart(db, destination, part)
  const same = understood.table.sha256.equals(await hashFile(request.path))
  if (rows !== checked.rows || !same) throw changedFile()
  for (const { counts } of parts) await logPart(db, destination, work, counts)
  await remember(db, destination, work)
  return parts.map(({ counts }) => counts)
}

function withId<S extends Source>({ record }: Draft<S>, id: string): RecordBySource[S] {
  // Adding the id is all that a record of any source lacks; the compiler can't follow that through the parameter.
  return { ...record, id } as unknown as RecordBySource[S]
}

/** What one municipality gets of the file. */
class Part<S extends Source> {
  records: RecordBySource[S][] = []
  readonly counts: MunicipalityImport

  constructor(municipalityCode: string, checked: CheckedFile) {
    this.counts = {
      municipalityCode,
      importId: uuidv7(),
      rowsRead: checked.excludedByCode.get(municipalityCode) ?? 0,
      added: 0,
      alreadyPresent: 0,
      withoutPosition: checked.withoutPositionHome === municipalityCode ? checked.withoutPosition : 0,
      outside: checked.outsideByCode.get(municipalityCode) ?? 0,
      excluded: checked.excludedByCode.get(municipalityCode) ?? 0,
    }
  }
}

async function addPart<S extends Source>(db: Transaction, destination: Destination<S>, part: Part<S>): Promise<void> {
  const { counts, records } = part
  part.records = []
  if (records.length === 0) return
  const { municipalityCode, importId } = counts
  const added = await destination.add(db, { municipalityCode, importId, records })
  counts.rowsRead += records.length
  counts.added += added.added
  counts.alreadyPresent += added.alreadyPresent
}

/** Decisions stated with the file, kept with it in one transaction. */
async function remember<S extends Source>(
  db: Transaction,
  { audience }: Destination<S>,
  { request, categories, clock }: Work<S>,
): Promise<void> {
  const { municipalityCode, remembered } = categories
  if (municipalityCode === null || remembered.length === 0) return
  const saving = { municipalityCode, source: request.source, audience, decisions: remembered }
  await saveCategoryMappings(db, saving, clock)
}

async function logPart<S extends Source>(
  db: Transaction,
  { audience }: Destination<S>,
  { request, understood, clock }: Work<S>,
  counts: MunicipalityImport,
): Promise<void> {
  const { columns, set, position } = describeUnderstanding(understood)
  await insertImport(db, {
    ...counts,
    source: request.source,
    audience,
    fileName: request.fileName,
    fileSha256: understood.table.sha256,
    mapping: { columns, set, crs: position?.system ?? null, notPlaces: request.notPlaces },
    trial: request.trial,
    importedAt: clock.now(),
    importedBy: operatingSystemUser(),
  })
  const { municipalityCode, importId, ...detail } = counts
  await appendAudit(
    db,
    {
      municipalityCode,
      act: `import.${request.source}`,
      subjectKind: 'import',
      subjectId: importId,
      audience,
      detail: { ...detail, sha256: understood.table.sha256.toString('hex'), trial: request.trial },
    },
    clock,
  )
}

function changedFile(): ProblemError {
  return refuseFile('filen ändrades medan den lästes in; försök igen', 'the file changed while it was read; try again')
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
