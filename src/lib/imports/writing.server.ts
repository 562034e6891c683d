import { v7 as uuidv7 } from 'uuid'

import type { Audience, Source } from '#lib/cells/category.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import type { Role, Transaction } from '#lib/database/database.ts'
import type { ProblemError } from '#lib/platform/problem.ts'
import type { Added } from '#lib/points/point.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addObservations } from '#lib/walks/commands.server.ts'

import { excludedHome, refusedHome } from './checked-file.ts'
import type { CheckedFile } from './checked-file.ts'
import { refuseFile } from './file-problem.ts'
import { RowIdentities } from './identity.server.ts'
import type { MunicipalityImport } from './import.ts'
import { logPart, rememberCategories } from './log.server.ts'
import { draftRecord } from './record.ts'
import type { Draft, RecordBySource } from './record.ts'
import { hashFile } from './text-file.server.ts'
import type { Work } from './work.server.ts'

interface Batch<S extends Source> {
  municipalityCode: string
  importId: string
  records: RecordBySource[S][]
}

/** Where a source's rows go, as whom. */
export interface Destination<S extends Source> {
  role: Role
  audience: Audience
  add: (db: Transaction, batch: Batch<S>) => Promise<Added>
}

export const destinations: { [S in Source]: Destination<S> } = {
  crime: { role: 'police_import_worker', audience: 'police', add: addCrimes },
  remark: { role: 'import_worker', audience: 'municipality', add: addRemarks },
  observation: { role: 'import_worker', audience: 'municipality', add: addObservations },
}

/** Rows written at once: more make statements fewer, but not faster. */
const rowsAtOnce = 5000
/** Rows that wait in memory at most, of all municipalities of the file together. */
const rowsWaiting = 40_000

/** The second pass, inside the one transaction. */
export async function writeFile<S extends Source>(
  db: Transaction,
  destination: Destination<S>,
  work: Work<S>,
): Promise<MunicipalityImport[]> {
  const { request, understood, checked } = work
  const parts = checked.municipalityCodes.map((municipalityCode) => new Part<S>(municipalityCode, checked))
  const writer = new Writer(db, destination, parts)
  try {
    const rows = await readParts(work, parts, writer)
    await writer.finish()
    const same = understood.table.sha256.equals(await hashFile(request.path))
    if (rows !== checked.rows || !same) throw changedFile()
  } finally {
    // A transaction that is given up ends after its last statement, not under it.
    await writer.settled()
  }
  for (const { counts } of parts) await logPart(db, destination.audience, work, counts)
  await rememberCategories(db, destination.audience, work)
  return parts.map(({ counts }) => counts)
}

/** @returns how many rows the file had this time */
async function readParts<S extends Source>(
  { request, understood, checked, watch }: Work<S>,
  parts: readonly Part<S>[],
  writer: Writer<S>,
): Promise<number> {
  const identities = new RowIdentities(request.source)
  let rows = 0
  for await (const { values } of understood.table.rows()) {
    const home = checked.homes[rows] ?? -1
    rows += 1
    // Never given an identity: the rows beside it have the ones they would have without it.
    if (home === refusedHome) continue
    const { draft, excluded } = draftRecord(understood.reading, values)
    if ((excluded !== null) !== (home === excludedHome)) throw changedFile()
    if (excluded !== null) continue
    const part = parts[home]
    if (draft === null || part === undefined) throw changedFile()
    part.records.push(withId<S>(draft, identities.next(draft.content)))
    if (writer.isDue(part)) await writer.write(part)
    if (rows % rowsAtOnce === 0) watch({ step: 'written', rows })
  }
  return rows
}

/** Gives the database one batch while the next is read. */
class Writer<S extends Source> {
  readonly #db: Transaction
  readonly #destination: Destination<S>
  readonly #parts: readonly Part<S>[]
  #waiting = 0
  #writing: Promise<unknown> = Promise.resolve()

  constructor(db: Transaction, destination: Destination<S>, parts: readonly Part<S>[]) {
    this.#db = db
    this.#destination = destination
    this.#parts = parts
  }

  /** Asked after each record: whether its part is to be written now. */
  isDue(part: Part<S>): boolean {
    this.#waiting += 1
    return part.records.length >= rowsAtOnce || this.#waiting >= rowsWaiting
  }

  /** Begins to write a batch when the one before it is written. @throws what the one before it came to */
  async write(part: Part<S>): Promise<void> {
    await this.#writing
    this.#waiting -= part.records.length
    this.#writing = addPart(this.#db, this.#destination, part)
    // It is heard of at the next batch or at the end; until then it is nobody's unhandled failure.
    this.#writing.catch(() => undefined)
  }

  async finish(): Promise<void> {
    for (const part of this.#parts) await this.write(part)
    await this.#writing
  }

  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined)
  }
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
    const excluded = checked.excludedByCode.get(municipalityCode) ?? 0
    const refused = checked.refusedByCode.get(municipalityCode) ?? 0
    this.counts = {
      municipalityCode,
      importId: uuidv7(),
      rowsRead: excluded + refused,
      added: 0,
      alreadyPresent: 0,
      withoutPosition: checked.withoutPositionHome === municipalityCode ? checked.withoutPosition : 0,
      outside: checked.outsideByCode.get(municipalityCode) ?? 0,
      excluded,
      refused,
      refusalsKept: checked.keptRefusals.get(municipalityCode)?.reasons ?? 0,
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

function changedFile(): ProblemError {
  return refuseFile('filen ändrades medan den lästes in; försök igen', 'the file changed while it was read; try again')
}
