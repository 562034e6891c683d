import type { ProblemReason } from '#lib/platform/problem.ts'

import type { HeavyPosition } from './heavy-position.ts'
import type { OutsideRow, UndecidedTheme, UnmappedWords } from './import.ts'
import type { KeptRefusals } from './refusal-keeper.server.ts'

export const batchRows = 2000

/** A file found fit to be written, all of it or but for some rows, and where each of its rows belongs. */
export interface CheckedFile {
  rows: number
  withoutPosition: number
  outside: number
  /** At most a hundred thousand of them. */
  outsideRows: readonly OutsideRow[]
  /** Municipalities that keep at least one row, or have one counted. */
  municipalityCodes: readonly string[]
  /** The municipality of the n-th row of the file, as an index of `municipalityCodes`; or one of the marks below. */
  homes: Uint16Array
  outsideByCode: ReadonlyMap<string, number>
  /** Rows that are never mapped; their home is `excludedHome`. */
  excluded: number
  excludedByCode: ReadonlyMap<string, number>
  /** Rows with faults that are left out; their home is `refusedHome`. */
  refused: number
  refusedByCode: ReadonlyMap<string, number>
  /** The first hundred reasons. */
  faults: readonly ProblemReason[]
  unmapped: readonly UnmappedWords[]
  /** By municipality; empty where nothing is to be kept. */
  keptRefusals: ReadonlyMap<string, KeptRefusals>
  /** Refused rows of which nobody can know whose they are: told, kept with no municipality's import. */
  refusedNowhere: number
  withoutPositionHome: string | null
  anyInside: boolean
  undecidedThemes: readonly UndecidedTheme[]
  heavyPositions: readonly HeavyPosition[]
  /** Rows at positions that are marked as not the place. */
  notAPlace: number
}

export const noHome = 0xffff
export const excludedHome = 0xfffe
export const refusedHome = 0xfffd

/** Two bytes a row: all that the first reading of a file leaves to the second. */
export class RowHomes {
  #homes = new Uint16Array(4096)

  set(index: number, home: number): void {
    if (index >= this.#homes.length) {
      const longer = new Uint16Array(this.#homes.length * 2)
      longer.set(this.#homes)
      this.#homes = longer
    }
    this.#homes[index] = home
  }

  /** @param unplacedHome of the rows that were given none */
  finish(rows: number, unplacedHome: number | null): Uint16Array {
    const homes = this.#homes.slice(0, rows)
    if (unplacedHome !== null) homes.forEach((home, index) => (homes[index] = home === noHome ? unplacedHome : home))
    return homes
  }
}
