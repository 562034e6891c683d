import type { MultiPolygon, Position } from 'geojson'

import type { Database } from '#lib/database/database.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { chooseAreaColumns, draftAreas, refuseRepeatedCodes } from './area-file.ts'
import type { AreaDraft, AreaField } from './area-file.ts'
import { chooseLayer, placeAreas, refuseElsewhere } from './area-placing.server.ts'
import type { PlacedArea } from './area-placing.server.ts'
import { simplifyShapes } from './boundary-queries.server.ts'
import type { BoundaryFeature } from './boundary.ts'
import type { ColumnChoice } from './column-choice.ts'
import { attempted } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import { sortHomes } from './home.ts'
import type { Homes } from './home.ts'
import type { PreviewArea, RegisterExamination } from './register-examination.ts'
import { Faults } from './register.ts'
import type { RegisterRequest } from './register.ts'
import { guessSrid, readLayers } from './shape-file.server.ts'

type AreaRequest = RegisterRequest & { municipalityCode: string }

interface SortedAreas {
  sorted: readonly { draft: AreaDraft; municipalityCode: string }[]
  elsewhere: number
}

/** Bounds of what is drawn: areas, characters of their boundaries as the file has them, corners after simplifying. */
const drawnAreas = 500
const drawnCharacters = 10_000_000
const drawnCorners = 15_000

/**
 * Looks at a file of areas by the code that takes it in, and writes nothing. Where no column is a name yet, areas are
 * drawn nonetheless.
 *
 * @throws ProblemError unknown-municipality
 */
export async function examineAreas(database: Database, request: AreaRequest): Promise<RegisterExamination> {
  const homes = await readHomes(database, request.municipalityCode)
  const problems: ProblemReason[] = []
  const layer = await attempted(problems, async () => chooseLayer(await readLayers(request.path), request.layer))
  const features = layer?.features ?? []
  const columns = layer === null ? null : await attempted(problems, () => chooseAreaColumns(features, request.choice))
  const { sorted, elsewhere } = await sortAreas(features, columns, homes, request.municipalityCode, problems)
  const placed = await attempted(problems, async () => {
    const first = boundedAreas(sorted)
    if (layer === null || first.length === 0) return null
    const srid = request.srid ?? layer.srid ?? guessSrid(features)
    const areas = await placeAreas(database, first, srid)
    await refuseElsewhere(database, areas, srid, { isWhole: first.length === sorted.length })
    const guessed = request.srid === null && layer.srid === null
    return { areas, position: { system: `EPSG:${srid}`, guessed, corrected: false } }
  })
  return {
    columns,
    problems,
    position: placed?.position ?? null,
    rows: sorted.length,
    elsewhere,
    repaired: placed?.areas.filter(({ wasValid }) => !wasValid).length ?? 0,
    areas: placed === null ? [] : await drawAreas(database, placed.areas),
    places: [],
  }
}

async function sortAreas(
  features: readonly BoundaryFeature[],
  columns: ColumnChoice<AreaField> | null,
  homes: Homes,
  municipalityCode: string,
  problems: ProblemReason[],
): Promise<SortedAreas> {
  if (columns === null) {
    return { sorted: features.map((feature) => ({ draft: unnamed(feature), municipalityCode })), elsewhere: 0 }
  }
  const faults = new Faults()
  const drafts = draftAreas(features, columns, faults)
  const found = await attempted(problems, () => sortHomes(drafts, homes, municipalityCode))
  const sorted = (found?.kept ?? []).map(({ item }) => ({ draft: item, municipalityCode }))
  refuseRepeatedCodes(sorted, columns, faults)
  await attempted(problems, () => faults.refuse())
  return { sorted, elsewhere: (found?.elsewhere ?? []).reduce((sum, { rows }) => sum + rows, 0) }
}

function unnamed(feature: BoundaryFeature): AreaDraft {
  return { feature, code: '', name: '', kind: 'statistical', parentCode: null, municipality: '' }
}

/** As many of the first areas as may be drawn; one at the least. */
function boundedAreas(sorted: SortedAreas['sorted']): SortedAreas['sorted'] {
  let characters = 0
  return sorted.slice(0, drawnAreas).filter(({ draft }, index) => {
    characters += draft.feature.geometry?.text.length ?? 0
    return index === 0 || characters <= drawnCharacters
  })
}

/** Steps of simplifying: what is finer than this share of the map's width is left out. */
const finest = [1 / 2000, 1 / 1000, 1 / 400] as const

async function drawAreas(database: Database, areas: readonly PlacedArea[]): Promise<PreviewArea[]> {
  const shapes = areas.map(({ record }) => record.geometry)
  const inside = areas.filter((area) => !isOutside(area))
  // The map shows those in the municipality, but all of them where most aren't in it.
  const width = widthOf(inside.length * 2 < areas.length ? areas : inside)
  let simplified = shapes
  for (const share of finest) {
    const context = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const
    simplified = await database.withContext(context, (db) => simplifyShapes(db, shapes, width * share))
    if (simplified.reduce((sum, shape) => sum + cornersOf(shape), 0) <= drawnCorners) break
  }
  let corners = 0
  return areas.flatMap((area, index) => {
    const shape = simplified[index]
    if (shape === undefined) return []
    corners += cornersOf(shape)
    if (index > 0 && corners > drawnCorners) return []
    const { feature, name } = area.draft
    return [{ row: feature.row, name, isOutside: isOutside(area), shape }]
  })
}

function isOutside({ shareInside }: PlacedArea): boolean {
  return shareInside < 0.5
}

function cornersOf({ coordinates }: MultiPolygon): number {
  return coordinates.flat().reduce((sum, ring) => sum + ring.length, 0)
}

/** Degrees of longitude from the westernmost corner to the easternmost; that of a town where there are none. */
function widthOf(areas: readonly PlacedArea[]): number {
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { record } of areas) {
    for (const [lng = 0] of record.geometry.coordinates.flat(2) as Position[]) {
      west = Math.min(west, lng)
      east = Math.max(east, lng)
    }
  }
  return east > west ? east - west : 0.2
}
