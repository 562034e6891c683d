import type { LngLat } from '#lib/points/point.ts'

/**
 * An address that much of a municipality's file lies at: a police station, the middle of the town, what a register
 * writes when it knows no better. It is listed for a person to judge.
 */
export interface HeavyPosition {
  municipalityCode: string
  lngLat: LngLat
  rows: number
  /** Of the municipality's rows with a position. */
  share: number
  /** Somebody has said that it is not the place: its rows are counted, and drawn nowhere. */
  isMarked: boolean
}

export const defaultAddressShare = 0.05
const minimumRows = 20

/** Metres. "Somewhere in the municipality": never precise enough for a cell. */
export const unknownPrecisionMeters = 100_000

/** Positions counted at once; past it counts may fall short by one row in as many (Misra and Gries 1982). */
const maximumCounted = 100_000

export class HeavyPositions {
  readonly #counts = new Map<string, { municipalityCode: string; lngLat: LngLat; rows: number }>()
  readonly #rowsByCode = new Map<string, number>()

  add(municipalityCode: string, lngLat: LngLat): void {
    this.#rowsByCode.set(municipalityCode, (this.#rowsByCode.get(municipalityCode) ?? 0) + 1)
    const key = `${municipalityCode} ${keyOf(lngLat)}`
    const known = this.#counts.get(key)
    if (known !== undefined) known.rows += 1
    else if (this.#counts.size < maximumCounted) this.#counts.set(key, { municipalityCode, lngLat, rows: 1 })
    else this.#forgetOne()
  }

  #forgetOne(): void {
    for (const [key, count] of this.#counts) {
      count.rows -= 1
      if (count.rows === 0) this.#counts.delete(key)
    }
  }

  /** Those with more than `share` of their municipality's rows, the heaviest first. */
  list(share: number, notPlaces: NotPlaces): HeavyPosition[] {
    return [...this.#counts.values()]
      .map((count) => ({
        ...count,
        share: count.rows / (this.#rowsByCode.get(count.municipalityCode) ?? 1),
        isMarked: notPlaces.has(count.lngLat),
      }))
      .filter((position) => position.rows >= minimumRows && position.share > share)
      .sort((a, b) => b.rows - a.rows || keyOf(a.lngLat).localeCompare(keyOf(b.lngLat)))
  }
}

/** Positions that somebody has said are not where anything happened, to about a decimetre. */
export class NotPlaces {
  readonly #keys: ReadonlySet<string>

  constructor(lngLats: readonly LngLat[] = []) {
    this.#keys = new Set(lngLats.map(keyOf))
  }

  has(lngLat: LngLat | null): boolean {
    return this.#keys.size > 0 && lngLat !== null && this.#keys.has(keyOf(lngLat))
  }
}

function keyOf([lng, lat]: LngLat): string {
  return `${Math.round(lng * 1e6)},${Math.round(lat * 1e6)}`
}
