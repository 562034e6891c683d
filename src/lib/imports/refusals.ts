import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import type { UnmappedWords } from './import.ts'
import type { RefusalKeeper } from './refusal-keeper.server.ts'
import type { RefusalSink } from './refusal.ts'
import { UnmappedValues } from './unmapped-values.ts'

export const maximumFaults = 100

/** One row that can't be taken in. */
export interface RefusedRow {
  reasons: readonly ProblemReason[]
  /** The offence is among them: no group is decided for it. */
  unmapped: ProblemReason | null
}

/**
 * The rows of a file that can't be taken in. Where one refuses the file, a hundred are enough and words without a category
 * are told once each; where every one is listed, each of its reasons goes to the sink and, in a partial import, to the keeper.
 */
export class Refusals {
  readonly #listsAll: boolean
  readonly #sink: RefusalSink | null
  readonly #keeper: RefusalKeeper | null
  readonly #unmapped = new UnmappedValues()
  readonly #byCode = new Map<string, number>()
  #faults: ProblemReason[] = []
  /** Not told yet: the sink is waited for between two batches. */
  #untold: ProblemReason[] = []
  rows = 0
  rowsNowhere = 0

  constructor(listsAll: boolean, sink: RefusalSink | null, keeper: RefusalKeeper | null) {
    this.#listsAll = listsAll
    this.#sink = sink
    this.#keeper = keeper
  }

  /** Nothing more needs to be read: the file is refused with these. */
  get isFull(): boolean {
    return !this.#listsAll && this.#faults.length >= maximumFaults
  }

  get byCode(): ReadonlyMap<string, number> {
    return this.#byCode
  }

  get faults(): readonly ProblemReason[] {
    return this.#faults
  }

  get unmapped(): UnmappedWords[] {
    return this.#unmapped.list()
  }

  /** @param municipalityCode whose row it is, where that is known */
  add(municipalityCode: string | undefined, { reasons, unmapped }: RefusedRow): void {
    this.rows += 1
    if (unmapped !== null) this.#unmapped.add(unmapped.row ?? 0, unmapped.column ?? '', unmapped.value ?? '')
    const told = this.#listsAll ? reasons : reasons.filter((reason) => reason !== unmapped)
    this.#faults.push(...told.slice(0, maximumFaults - this.#faults.length))
    if (!this.#listsAll) return
    if (municipalityCode === undefined) this.rowsNowhere += 1
    else this.#byCode.set(municipalityCode, (this.#byCode.get(municipalityCode) ?? 0) + 1)
    for (const reason of told) {
      this.#keeper?.add(municipalityCode, reason)
      if (this.#sink !== null) this.#untold.push(reason)
    }
  }

  /** Refused rows without a municipality of their own belong with the rest of the file, where that is one place. */
  settleNowhere(municipalityCode: string): void {
    if (this.rowsNowhere === 0) return
    this.#byCode.set(municipalityCode, (this.#byCode.get(municipalityCode) ?? 0) + this.rowsNowhere)
    this.rowsNowhere = 0
  }

  /** Tells what has been found since the last time, in the order of the file. */
  async tell(): Promise<void> {
    const untold = this.#untold.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
    this.#untold = []
    for (const reason of untold) await this.#sink?.write(reason)
  }

  /** @throws ProblemError invalid-file with up to a hundred faults, and every word without a category once */
  refuseFile(): void {
    // A file that was given up early hasn't had its values counted.
    const unmapped = this.isFull || this.#listsAll ? [] : this.#unmapped.problems()
    if (this.#faults.length + unmapped.length > 0) {
      throw new ProblemError('invalid-file', [...this.#faults, ...unmapped])
    }
  }
}
