// The invented kommun Fyrskär: a map, its people's remarks, safety walks and reported crimes, made from a seed.
// A pure function: the same data at every call, on every machine. Nothing in it is real.
import { drawAreas } from './areas.ts'
import { drawBasemap } from './basemap.ts'
import { countByArea } from './crime-area-counts.ts'
import { reportCrimes } from './crimes.ts'
import type { Demo } from './model.ts'
import { plantPatterns, type PlantedPattern } from './patterns.ts'
import { demoPlaces, drawPlaces } from './places.ts'
import { tellEvents } from './police-events.ts'
import { collectRemarks } from './remarks.ts'
import { asMultiPolygon, shapeOf } from './shapes.ts'
import { askSurvey } from './surveys.ts'
import { demoStreets, drawTown } from './town.ts'
import { leadWalks } from './walks.ts'

export type * from './model.ts'
export type { PlantedPattern } from './patterns.ts'

const town = drawTown()
const patterns = plantPatterns(town)

/** What later analyses should find, and only that. */
export const plantedPatterns: readonly PlantedPattern[] = patterns.map(
  ({ key, description, lngLat, radiusMeters, sources, when, remarks, crimes }) => ({
    key,
    description,
    lngLat,
    radiusMeters,
    sources,
    when,
    remarks,
    crimes,
  }),
)

export function generateDemo(): Demo {
  const areas = drawAreas(town.plan, town.coast)
  const places = drawPlaces(town)
  const crimes = reportCrimes(town, places, patterns)
  return {
    code: '9901',
    name: 'Fyrskär',
    slug: 'fyrskar',
    boundary: asMultiPolygon(shapeOf([town.coast.boundary])),
    areas,
    places: demoPlaces(places),
    streets: demoStreets(town),
    basemap: drawBasemap(town.plan, town.coast, town.spaces, town.houses),
    remarks: collectRemarks(town, places, areas, patterns),
    walks: leadWalks(town.plan),
    crimes,
    crimeAreaCounts: countByArea(areas, crimes),
    surveyValues: askSurvey(areas),
    policeEvents: tellEvents(),
  }
}
