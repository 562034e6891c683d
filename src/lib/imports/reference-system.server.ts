import type { Database, Role } from '#lib/database/database.ts'
import type { ProblemError } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import {
  findCoordinateFault,
  guessedSystems,
  isOfSwedishSize,
  readProjection,
  referenceSystemNames,
} from './coordinate.ts'
import type { Coordinates, Projection, ReferenceSystem } from './coordinate.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import { isOnEarth, sampleOf, turned } from './position.ts'
import type { PositionLayout } from './position.ts'
import { areInside, listSystemDefinitions } from './reference-system-queries.server.ts'
import type { RowText } from './row.ts'

/** Places of the file that are asked about. */
const sampleSize = 60
/** A system fits when at least half of the places lie inside; an order of axes is ruled out when under a tenth do. */
const fits = 0.5
const isRuledOut = 0.1

interface Candidate {
  layout: PositionLayout
  share: number
}

/** Decides in what system a file is, and in what order its axes are; the municipality's boundary is the referee. */
export class SystemReferee {
  readonly #database: Database
  readonly #role: Role
  readonly #municipalityCode: string | null

  constructor(database: Database, role: Role, municipalityCode: string | null) {
    this.#database = database
    this.#role = role
    this.#municipalityCode = municipalityCode
  }

  /**
   * The layout guessed from the numbers alone, put right. A stated system is kept unless the numbers contradict it.
   *
   * @throws ProblemError invalid-file naming the systems it can be, where that is in doubt
   */
  async settle(
    guess: PositionLayout,
    firstRows: readonly RowText[],
    stated: ReferenceSystem | null,
  ): Promise<PositionLayout> {
    const projections = await this.#projections(stated)
    const own = projections.find(({ system }) => system === stated) ?? null
    if (stated !== null && own === null) throw unreadable(stated)
    const sample = spread(sampleOf(guess, firstRows))
    const base = { ...guess, projection: own ?? guess.projection, guessed: stated === null }
    if (sample.length === 0) return base
    const candidates: Candidate[] = []
    for (const projection of projections) {
      const isStated = projection.system === stated
      candidates.push(await this.#weigh({ ...base, projection }, sample, isStated))
    }
    return own === null ? choose(base, candidates, sample) : keep(base, candidates, sample)
  }

  async #projections(stated: ReferenceSystem | null): Promise<Projection[]> {
    const systems = [...new Set([...guessedSystems, ...(stated === null ? [] : [stated])])]
    const srids = systems.map((system) => Number(system.slice('EPSG:'.length)))
    const context = { role: this.#role, municipalityCodes: [], access: 'read' } as const
    const definitions = await this.#database.withContext(context, (db) => listSystemDefinitions(db, srids))
    return definitions.flatMap(({ srid, proj4text }) => readProjection(`EPSG:${srid}`, proj4text) ?? [])
  }

  async #weigh(layout: PositionLayout, sample: readonly Coordinates[], isStated: boolean): Promise<Candidate> {
    const share = await this.#shareInside(layout.projection, sample, isStated)
    if (share >= isRuledOut) return { layout, share }
    const exchanged = sample.map(({ east, north }) => ({ east: north, north: east }))
    const otherShare = await this.#shareInside(layout.projection, exchanged, isStated)
    if (otherShare < fits) return { layout, share }
    return { layout: { ...turned(layout), corrected: true }, share: otherShare }
  }

  async #shareInside(projection: Projection, sample: readonly Coordinates[], isStated: boolean): Promise<number> {
    const lngLats = sample
      .filter((coordinates) => findCoordinateFault(coordinates, projection) === null)
      .filter((coordinates) => isStated || isOfSwedishSize(coordinates, projection))
      .map((coordinates): LngLat => projection.toLngLat(coordinates))
      .filter(isOnEarth)
    if (lngLats.length === 0) return 0
    const context = { role: this.#role, municipalityCodes: [], access: 'read' } as const
    const inside = await this.#database.withContext(context, (db) => areInside(db, lngLats, this.#municipalityCode))
    return inside.filter(Boolean).length / sample.length
  }
}

/** Places from all over the sample, each once. */
function spread(sample: readonly Coordinates[]): Coordinates[] {
  const distinct = [...new Map(sample.map((place) => [`${place.east} ${place.north}`, place])).values()]
  const step = Math.max(1, distinct.length / sampleSize)
  return Array.from(
    { length: Math.min(sampleSize, distinct.length) },
    (_, index) => distinct[Math.floor(index * step)],
  ).filter((place) => place !== undefined)
}

function choose(
  base: PositionLayout,
  candidates: readonly Candidate[],
  sample: readonly Coordinates[],
): PositionLayout {
  const fitting = candidates.filter(({ share }) => share >= fits)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only.layout
  if (fitting.length > 1) throw inDoubt(fitting)
  // Nothing lies inside: the numbers' size is all there is to go by.
  const bySize = candidates.filter(({ layout }) => mostlyOfSize(sample, layout.projection))
  const [first] = bySize
  if (bySize.length > 1) throw inDoubt(bySize)
  return first === undefined ? base : { ...base, projection: first.layout.projection }
}

function keep(base: PositionLayout, candidates: readonly Candidate[], sample: readonly Coordinates[]): PositionLayout {
  const own = candidates.find(({ layout }) => layout.projection === base.projection)
  if (own !== undefined && own.share > 0) return own.layout
  const others = candidates.filter((candidate) => candidate !== own)
  const fitting = others.filter(({ share }) => share >= fits)
  if (fitting.length > 0) throw contradicted(base.projection.system, fitting)
  const faulty = sample.filter((coordinates) => findCoordinateFault(coordinates, base.projection) === 'outOfRange')
  const bySize = others.filter(({ layout }) => mostlyOfSize(sample, layout.projection))
  if (faulty.length * 2 > sample.length && bySize.length > 0) throw contradicted(base.projection.system, bySize)
  return base
}

function mostlyOfSize(sample: readonly Coordinates[], projection: Projection): boolean {
  return sample.filter((coordinates) => isOfSwedishSize(coordinates, projection)).length * 2 > sample.length
}

function list(candidates: readonly Candidate[]): string {
  return candidates
    .map(({ layout: { projection }, share }) => {
      const name = referenceSystemNames[projection.system] ?? ''
      return `${projection.system} ${name}`.trim() + (share > 0 ? ` (${Math.round(share * 100)} %)` : '')
    })
    .join(', ')
}

function inDoubt(candidates: readonly Candidate[]): ProblemError {
  const systems = list(candidates)
  return refuseFileFor({
    sv: `lägena kan vara i flera referenssystem: ${systems}. Ange vilket`,
    en: `the positions may be in several reference systems: ${systems}. State which`,
    command: { sv: '--crs, eller kommunen med --municipality', en: '--crs, or the municipality with --municipality' },
  })
}

function contradicted(stated: ReferenceSystem, candidates: readonly Candidate[]): ProblemError {
  const systems = list(candidates)
  return refuseFileFor(
    {
      sv: `lägena sägs vara i ${stated}, men talen säger emot det. De stämmer med: ${systems}. Ange rätt system`,
      en: `the positions are said to be in ${stated}, but the numbers contradict that. They agree with: ${systems}. State the right system`,
      command: { sv: '--crs EPSG:KOD', en: '--crs EPSG:CODE' },
    },
    { value: stated },
  )
}

function unreadable(system: ReferenceSystem): ProblemError {
  return refuseFile(
    'referenssystemet finns inte, eller går inte att räkna om till WGS 84 utan särskilda filer',
    'there is no such reference system, or it cannot be turned into WGS 84 without files of its own',
    { value: system },
  )
}
