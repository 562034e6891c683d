import { v7 as uuidv7 } from 'uuid'

import type { Audience, Source } from '#lib/cells/category.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import type { Role, Transaction } from '#lib/database/database.ts'
import type { Added } from '#lib/points/point.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addObservations } from '#lib/walks/commands.server.ts'

import type { CheckedFile } from './checked-file.ts'
import { RowIdentities } from './identity.server.ts'
import type { MunicipalityImport } from './import.ts'
import type { Draft, RecordBySource } from './record.ts'

interface Batch<S extends Source> {
  municipalityCode: string
  importId: string
  records: RecordBySource[S][]
}

/** Where a source's rows go, as whom. */
export interface Destination<S extends Source> {
  source: S
  role: Role
  audience: Audience
  add: (db: Transaction, batch: Batch<S>) => Promise<Added>
}

export const destinations: { [S in Source]: Destination<S> } = {
  crime: { source: 'crime', role: 'police_import_worker', audience: 'police', add: addCrimes },
  remark: { source: 'remark', role: 'import_worker', audience: 'municipality', add: addRemarks },
  observation: { source: 'observation', role: 'import_worker', audience: 'municipality', add: addObservations },
}

/** Rows written at once: more make statements fewer, but not faster. */
export const rowsAtOnce = 5000
/** Rows that wait in memory at most, of all municipalities of the file together. */
const rowsWaiting = 40_000

/** What one municipality gets of a file, as far as it is written. */
class Part<S extends Source> {
  readonly municipalityCode: string
  readonly importId = uuidv7()
  records: RecordBySource[S][] = []
  written = 0
  added = 0
  alreadyPresent = 0

  constructor(municipalityCode: string) {
    this.municipalityCode = municipalityCode
  }
}

/**
 * Gives a file's rows identities and hands them to the database in batches, in one transaction. One batch is made ready
 * while the database has the one before it, and the file is read on meanwhile.
 */
export class Writer<S extends Source> {
  readonly #db: Transaction
  readonly #destination: Destination<S>
  readonly #identities: RowIdentities
  readonly #parts = new Map<string, Part<S>>()
  #due: Part<S> | null = null
  #waiting = 0
  #writing: Promise<unknown> = Promise.resolve()
  #settling: Promise<unknown> = Promise.resolve()

  constructor(db: Transaction, destination: Destination<S>) {
    this.#db = db
    this.#destination = destination
    this.#identities = new RowIdentities(destination.source)
  }

  /** Asked after each row, or after some: whether a batch is to be written now. */
  get isDue(): boolean {
    return this.#due !== null
  }

  take(municipalityCode: string, { record, content }: Draft<S>): void {
    const part = this.#partOf(municipalityCode)
    // Adding the id is all that a record of any source lacks; the compiler can't follow that through the parameter.
    part.records.push({ ...record, id: this.#identities.next(content) } as unknown as RecordBySource[S])
    this.#waiting += 1
    if (part.records.length >= rowsAtOnce || this.#waiting >= rowsWaiting) this.#due = part
  }

  /** Begins to write the batch that is due, and waits for the one before it. @throws what the one before it came to */
  async write(): Promise<void> {
    const part = this.#due
    this.#due = null
    if (part !== null) await this.#write(part)
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    for (const part of this.#parts.values()) await this.#write(part)
    await this.#writing
  }

  /** A transaction that is given up ends after its last statement, not under it. */
  async settled(): Promise<void> {
    await this.#settling
  }

  /** What became of the file in each municipality that keeps a row of it, or has one counted. */
  counts(checked: CheckedFile): MunicipalityImport[] {
    return checked.municipalityCodes.map((municipalityCode) => {
      const { importId, written, added, alreadyPresent } = this.#partOf(municipalityCode)
      const excluded = checked.excludedByCode.get(municipalityCode) ?? 0
      const refused = checked.refusedByCode.get(municipalityCode) ?? 0
      return {
        municipalityCode,
        importId,
        rowsRead: written + excluded + refused,
        added,
        alreadyPresent,
        withoutPosition: checked.withoutPositionHome === municipalityCode ? checked.withoutPosition : 0,
        outside: checked.outsideByCode.get(municipalityCode) ?? 0,
        excluded,
        refused,
        refusalsKept: checked.keptRefusals.get(municipalityCode)?.reasons ?? 0,
      }
    })
  }

  #partOf(municipalityCode: string): Part<S> {
    const known = this.#parts.get(municipalityCode)
    if (known !== undefined) return known
    const part = new Part<S>(municipalityCode)
    this.#parts.set(municipalityCode, part)
    return part
  }

  async #write(part: Part<S>): Promise<void> {
    const before = this.#writing
    const adding = this.#add(part)
    this.#settling = Promise.allSettled([this.#settling, adding])
    this.#writing = before.then(() => adding)
    // It is heard of at the next batch or at the end; until then it is nobody's unhandled failure.
    this.#writing.catch(() => undefined)
    await before
  }

  async #add(part: Part<S>): Promise<void> {
    const { municipalityCode, importId, records } = part
    part.records = []
    this.#waiting -= records.length
    if (records.length === 0) return
    const { added, alreadyPresent } = await this.#destination.add(this.#db, { municipalityCode, importId, records })
    part.written += records.length
    part.added += added
    part.alreadyPresent += alreadyPresent
  }
}
