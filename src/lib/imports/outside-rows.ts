import type { ProblemReason } from '#lib/platform/problem.ts'

import type { OutsideRow } from './import.ts'

const maximumListed = 100_000

/** No position inside any boundary, and none nearer than this: the file is about some other place. */
const elsewhereMeters = 100_000

/** Rows whose position is outside the boundary of the municipality that keeps them. */
export class OutsideRows {
  readonly #byCode = new Map<string, number>()
  readonly #rows: OutsideRow[] = []

  get byCode(): ReadonlyMap<string, number> {
    return this.#byCode
  }

  /** At most a hundred thousand of them. */
  get rows(): readonly OutsideRow[] {
    return this.#rows
  }

  add(row: OutsideRow): void {
    this.#byCode.set(row.municipalityCode, (this.#byCode.get(row.municipalityCode) ?? 0) + 1)
    if (this.#rows.length < maximumListed) this.#rows.push(row)
  }

  /** One of them, where all are so far away that the file is read wrongly, or is somebody else's: it is asked about. */
  findElsewhere(): OutsideRow | null {
    const nearest = Math.min(...this.#rows.slice(0, 1000).map(({ distanceMeters }) => distanceMeters))
    return nearest < elsewhereMeters ? null : (this.#rows[0] ?? null)
  }
}

export function liesElsewhere({ row, lngLat, distanceMeters }: OutsideRow, column: string): ProblemReason {
  const kilometers = Math.round(distanceMeters / 1000)
  return {
    row,
    column,
    value: `${lngLat[1]}, ${lngLat[0]}`,
    reason: {
      sv: `ligger ${kilometers} km från närmaste kommun, och inget annat läge i filen är nära någon. Kontrollera referenssystem och kolumner`,
      en: `is ${kilometers} km from the nearest municipality, and no other position in the file is near one. Check the reference system and columns`,
      command: { sv: '--crs, --map eller --municipality', en: '--crs, --map or --municipality' },
    },
  }
}
