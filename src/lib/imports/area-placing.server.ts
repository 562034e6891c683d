import { v7 as uuidv7 } from 'uuid'

import type { Database } from '#lib/database/database.ts'
import { measureSharesInside } from '#lib/municipalities/area-queries.server.ts'
import type { AreaRecord } from '#lib/municipalities/municipality.ts'
import { asProblem } from '#lib/platform/problem.ts'

import type { AreaDraft } from './area-file.ts'
import { guessedSystems, referenceSystemNames } from './coordinate.ts'
import type { ReferenceSystem } from './coordinate.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import type { Words } from './reason.ts'
import { normaliseFeatures } from './shape-file.server.ts'
import type { Layer } from './shape-file.server.ts'

/** An area of a file where it lies. */
export interface PlacedArea {
  draft: AreaDraft
  municipalityCode: string
  record: Omit<AreaRecord, 'population'>
  wasValid: boolean
  shareInside: number
}

/** Shapes a statement; a detailed coast is a megabyte. */
const batchAreas = 20
const readContext = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const

/** The stated layer, else the first that has anything in it. */
export function chooseLayer(layers: readonly Layer[], stated: string | null): Layer {
  const named = stated === null ? layers : layers.filter(({ name }) => name === stated)
  const layer = named.find(({ features }) => features.length > 0) ?? named[0]
  const names = layers.map(({ name }) => name).join(', ')
  if (layer === undefined)
    throw refuseFile(`lagret finns inte; lagren är: ${names}`, `no such layer; there are: ${names}`)
  if (layer.features.length === 0) throw refuseFile('filen har inga områden', 'the file has no areas', { row: 1 })
  return layer
}

/**
 * The shape of each area in WGS 84, mended, with its share inside the municipality.
 *
 * @throws ProblemError invalid-file naming the row
 */
export async function placeAreas(
  database: Database,
  sorted: readonly { draft: AreaDraft; municipalityCode: string }[],
  srid: number,
): Promise<PlacedArea[]> {
  const shapes = await normaliseFeatures(
    database,
    sorted.map(({ draft }) => draft.feature),
    srid,
  )
  const areas = sorted.map(({ draft, municipalityCode }, index): PlacedArea => {
    const { boundary = null, wasValid = false } = shapes[index] ?? {}
    if (boundary === null) {
      const where = { row: draft.feature.row, column: 'geometry' }
      throw refuseFile('gränsen är inte en yta', 'the boundary is not an area', where)
    }
    const { code, name, kind, parentCode } = draft
    const record = { id: uuidv7(), code, name, kind, parentCode, geometry: boundary }
    return { draft, municipalityCode, record, wasValid, shareInside: 0 }
  })
  for (const [code, batch] of batches(areas)) {
    const geometries = batch.map(({ record }) => record.geometry)
    const shares = await database.withContext(readContext, (db) => measureSharesInside(db, code, geometries))
    batch.forEach((area, index) => (area.shareInside = shares[index] ?? 0))
  }
  return areas
}

/** Areas by municipality, a statement's worth at a time. */
export function* batches(areas: readonly PlacedArea[]): Generator<[municipalityCode: string, batch: PlacedArea[]]> {
  for (const code of new Set(areas.map(({ municipalityCode }) => municipalityCode))) {
    const own = areas.filter(({ municipalityCode }) => municipalityCode === code)
    for (let start = 0; start < own.length; start += batchAreas) yield [code, own.slice(start, start + batchAreas)]
  }
}

/**
 * A file none of which touches its municipality is read in the wrong system, or is somebody else's; the latter is not known
 * of a file whose first areas are all that was placed.
 *
 * @throws ProblemError invalid-file naming the systems in which it would touch it
 */
export async function refuseElsewhere(
  database: Database,
  areas: readonly PlacedArea[],
  srid: number,
  { isWhole } = { isWhole: true },
): Promise<void> {
  const [first] = areas
  if (first === undefined || areas.some(({ shareInside }) => shareInside > 0)) return
  const where = { row: first.draft.feature.row, column: 'geometry' }
  const fitting = await findFittingSystems(database, areas, srid)
  if (fitting.length > 0) throw refuseFileFor(contradicts(srid, fitting), where)
  if (!isWhole) return
  throw refuseFileFor(
    {
      sv: `inget område i filen ligger i kommun ${first.municipalityCode}. Kontrollera referenssystem och kommun`,
      en: `no area of the file lies in municipality ${first.municipalityCode}. Check the reference system and the municipality`,
      command: { sv: '--crs, --municipality', en: '--crs, --municipality' },
    },
    where,
  )
}

/** Areas that are tried in other systems: the plainest, since each is tried in fifteen. */
const triedAreas = 5

/** Systems that Swedish files are in, in which some of the areas would lie in their municipality. */
async function findFittingSystems(
  database: Database,
  areas: readonly PlacedArea[],
  srid: number,
): Promise<ReferenceSystem[]> {
  const lengthOf = ({ draft }: PlacedArea) => draft.feature.geometry?.text.length ?? 0
  const plainest = areas.toSorted((a, b) => lengthOf(a) - lengthOf(b)).slice(0, triedAreas)
  const fitting: ReferenceSystem[] = []
  for (const system of guessedSystems) {
    const other = Number(system.slice('EPSG:'.length))
    if (other === srid) continue
    try {
      const placed = await placeAreas(database, plainest, other)
      if (placed.some(({ shareInside }) => shareInside > 0)) fitting.push(system)
    } catch (error) {
      // Numbers that the system can't describe.
      if (asProblem(error).code !== 'invalid-file') throw error
    }
  }
  return fitting
}

function contradicts(srid: number, fitting: readonly ReferenceSystem[]): Words {
  const systems = fitting.map((system) => `${system} ${referenceSystemNames[system] ?? ''}`.trim()).join(', ')
  return {
    sv: `gränserna lästes i EPSG:${srid}, och då ligger inget område i kommunen. De stämmer med: ${systems}. Ange rätt system`,
    en: `the boundaries were read in EPSG:${srid}, and then no area lies in the municipality. They agree with: ${systems}. State the right system`,
    command: { sv: '--crs EPSG:KOD', en: '--crs EPSG:CODE' },
  }
}
