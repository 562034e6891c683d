import type { Database, Role, Transaction } from '#lib/database/database.ts'
import { Interiors } from '#lib/municipalities/interiors.server.ts'
import {
  assignMunicipalities,
  findMunicipality,
  listMunicipalities,
  measureOutside,
} from '#lib/municipalities/queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import { refuseFileFor, statesMunicipality } from './file-problem.ts'
import { listAreaCodes } from './queries.server.ts'

/** Which municipality keeps a position, and how far outside its boundary it lies (null inside). */
export interface Placement {
  municipalityCode: string
  outsideMeters: number | null
  /** With latitude and longitude exchanged the position would lie inside a boundary. */
  looksSwapped: boolean
}

/** Real files repeat positions by the thousand: each is asked about once, as long as memory stays flat. */
const rememberedPositions = 100_000

/** From here on a municipality's boundary is read, and only positions near it are asked about. */
const positionsWorthReading = 500

/**
 * Finds the municipality of positions, each batch in its own short reading transaction.
 * With a stated municipality everything belongs to it; otherwise to the boundary that holds it, or to the nearest one.
 */
export class PlacementFinder {
  readonly #database: Database
  readonly #role: Role
  readonly #stated: string | null
  readonly #known = new Map<string, Placement>()
  /** Positions asked about by the municipality that was answered. */
  readonly #asked = new Map<string, number>()
  readonly #interiors: { interiors: Interiors; placement: Placement }[] = []

  constructor(database: Database, role: Role, statedMunicipalityCode: string | null) {
    this.#database = database
    this.#role = role
    this.#stated = statedMunicipalityCode
  }

  /** Somebody has said which municipality the file belongs to. */
  get isStated(): boolean {
    return this.#stated !== null
  }

  /** @throws ProblemError unknown-municipality when the stated one, or any at all, is missing */
  async check(): Promise<void> {
    const stated = this.#stated
    const found = await this.#read(async (db) =>
      stated === null ? (await listMunicipalities(db))[0] : await findMunicipality(db, stated),
    )
    if (found !== null && found !== undefined && (stated === null || found.code === stated)) return
    throw new ProblemError('unknown-municipality', [
      {
        ...(stated === null ? {} : { value: stated }),
        reason: {
          sv: 'kommunens gräns behöver läsas in först',
          en: "the municipality's boundary has to be imported first",
          command: { sv: 'npm run import -- boundaries FIL', en: 'npm run import -- boundaries FILE' },
        },
      },
    ])
  }

  async find(lngLats: readonly LngLat[]): Promise<Placement[]> {
    if (this.#known.size > rememberedPositions) this.#known.clear()
    const sure = lngLats.map((lngLat) => this.findSurely(lngLat))
    const unknown = new Map<string, LngLat>()
    lngLats.forEach((lngLat, index) => {
      if (sure[index] === undefined && !this.#known.has(keyOf(lngLat))) unknown.set(keyOf(lngLat), lngLat)
    })
    if (unknown.size > 0) await this.#ask([...unknown.values()])
    const placements = lngLats.map((lngLat, index) => sure[index] ?? (this.#known.get(keyOf(lngLat)) as Placement))
    if (unknown.size > 0) await this.#readInteriors(unknown.keys())
    return placements
  }

  /** Most positions of a file lie well inside one boundary: no database is asked about them, once that is read. */
  findSurely(lngLat: LngLat): Placement | undefined {
    const isStated = this.isStated
    return this.#interiors.find(({ interiors }) => (isStated ? interiors.holds(lngLat) : interiors.holdsAlone(lngLat)))
      ?.placement
  }

  /** Reads the boundaries of municipalities that much of the file lies in. */
  async #readInteriors(keys: Iterable<string>): Promise<void> {
    for (const key of keys) {
      const { municipalityCode } = this.#known.get(key) as Placement
      const asked = (this.#asked.get(municipalityCode) ?? 0) + 1
      this.#asked.set(municipalityCode, asked)
      if (asked !== positionsWorthReading) continue
      const interiors = await this.#read((db) => Interiors.read(db, municipalityCode))
      const placement = { municipalityCode, outsideMeters: null, looksSwapped: false }
      if (interiors !== null) this.#interiors.push({ interiors, placement })
    }
  }

  /** Where rows without position go: the stated municipality, else the only one there can be. */
  async homeOfUnplaced(located: ReadonlySet<string>): Promise<string> {
    const home = await this.onlyHome(located)
    if (home !== null) return home
    throw refuseFileFor({
      sv: 'filen har rader utan läge, och deras kommun går inte att veta',
      en: 'the file has rows without position whose municipality cannot be known',
      command: statesMunicipality,
    })
  }

  /** The municipality that everything in the file belongs to; null where that can't be known. */
  async onlyHome(located: ReadonlySet<string>): Promise<string | null> {
    if (this.#stated !== null) return this.#stated
    const codes =
      located.size > 0 ? [...located] : await this.#read(async (db) => codesOf(await listMunicipalities(db)))
    const [only, second] = codes
    return second === undefined ? (only ?? null) : null
  }

  /** Codes of the named areas of a municipality. */
  async areaCodes(municipalityCode: string): Promise<string[]> {
    const context = { role: this.#role, municipalityCodes: [municipalityCode], access: 'read' } as const
    return this.#database.withContext(context, (db) => listAreaCodes(db, municipalityCode))
  }

  async #ask(lngLats: LngLat[]): Promise<void> {
    const placements = await this.#place(lngLats)
    const outside = lngLats.filter((_, index) => placements[index]?.outsideMeters !== null).filter(canBeSwapped)
    const swapped = await this.#place(outside.map(([lng, lat]) => [lat, lng] as const))
    const looksSwapped = new Set(
      outside.filter((_, index) => swapped[index]?.outsideMeters === null).map((lngLat) => keyOf(lngLat)),
    )
    lngLats.forEach((lngLat, index) => {
      const placement = placements[index]
      if (placement === undefined) throw new Error('a position was not answered')
      this.#known.set(keyOf(lngLat), { ...placement, looksSwapped: looksSwapped.has(keyOf(lngLat)) })
    })
  }

  async #place(lngLats: readonly LngLat[]): Promise<Omit<Placement, 'looksSwapped'>[]> {
    const stated = this.#stated
    if (lngLats.length === 0) return []
    return this.#read(async (db) => {
      if (stated !== null) {
        const meters = await measureOutside(db, stated, lngLats)
        return meters.map((distance) => ({ municipalityCode: stated, outsideMeters: distance > 0 ? distance : null }))
      }
      const assignments = await assignMunicipalities(db, lngLats)
      return assignments.map(({ code, nearestCode, distanceMeters }) => ({
        municipalityCode: code ?? nearestCode ?? '',
        outsideMeters: code === null ? Math.max(1, Math.ceil(distanceMeters ?? 0)) : null,
      }))
    })
  }

  #read<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    return this.#database.withContext({ role: this.#role, municipalityCodes: [], access: 'read' }, work)
  }
}

function codesOf(municipalities: readonly { code: string }[]): string[] {
  return municipalities.map(({ code }) => code)
}

function keyOf([lng, lat]: LngLat): string {
  return `${lng} ${lat}`
}

function canBeSwapped([lng]: LngLat): boolean {
  return Math.abs(lng) <= 90
}
