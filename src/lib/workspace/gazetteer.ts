import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

/** What a place search finds: a place, an area or a street of the municipality. */
export interface NamedPlace {
  id: string
  name: string
  kind: 'place' | 'area' | 'street'
  lngLat: readonly [lng: number, lat: number]
  /** What to show of it: west, south, east, north. A single point for a place. */
  bounds: readonly [west: number, south: number, east: number, north: number]
}

type Named = FeatureCollection<Geometry | null, Record<string, unknown> | null>

/** The parts of the basemap that have names. */
export interface NamedParts {
  places: Named
  areas: Named
  streets: Named
}

export function namedPlaces(parts: NamedParts): NamedPlace[] {
  return [
    ...parts.places.features.flatMap((feature, index) => named(feature, 'place', index)),
    ...parts.areas.features.flatMap((feature, index) => named(feature, 'area', index)),
    ...parts.streets.features.flatMap((feature, index) => named(feature, 'street', index)),
  ]
}

/** What holds all of a collection: west, south, east, north; null when there is nothing in it. */
export function boundsOf({ features }: Pick<Named, 'features'>): NamedPlace['bounds'] | null {
  const positions = features.flatMap(({ geometry }) => (geometry ? positionsOf(geometry) : []))
  if (positions.length === 0) return null
  const [lngs, lats] = [positions.map(([lng = 0]) => lng), positions.map(([, lat = 0]) => lat)]
  return [lngs.reduce(smaller), lats.reduce(smaller), lngs.reduce(larger), lats.reduce(larger)]
}

const smaller = (one: number, other: number) => Math.min(one, other)
const larger = (one: number, other: number) => Math.max(one, other)

function named(
  feature: Feature<Geometry | null, Record<string, unknown> | null>,
  kind: NamedPlace['kind'],
  index: number,
) {
  const name = feature.properties?.['name']
  if (typeof name !== 'string' || name === '' || !feature.geometry) return []
  const bounds = boundsOf({ features: [feature] })
  if (!bounds) return []
  const lngLat = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] as const
  return [{ id: `${kind}-${index}`, name, kind, lngLat, bounds }]
}

function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf)
  }
}

/** Letters as people type them: no capitals, no accents; å, ä and ö stay the letters they are. */
function folded(words: string): string {
  return words
    .toLocaleLowerCase('sv')
    .normalize('NFD')
    .replace(/(?<![ao])\p{M}|(?<=[ao])(?![\u0308\u030A])\p{M}/gu, '')
    .normalize('NFC')
    .trim()
}

/** Best first: names that begin with the words, then a word in the name that does, then anywhere in it. */
export function searchPlaces(places: readonly NamedPlace[], words: string, atMost = 8): NamedPlace[] {
  const wanted = folded(words)
  if (wanted === '') return []
  const collator = new Intl.Collator('sv')
  return places
    .flatMap((place) => {
      const name = folded(place.name)
      const found = name.indexOf(wanted)
      if (found < 0) return []
      return [{ place, rank: found === 0 ? 0 : /[\s-]/.test(name.charAt(found - 1)) ? 1 : 2 }]
    })
    .sort((a, b) => a.rank - b.rank || collator.compare(a.place.name, b.place.name))
    .slice(0, atMost)
    .map(({ place }) => place)
}

/** The name people would use for a spot: its nearest place, else its nearest area; null where nothing has a name. */
export function nearestName(
  places: readonly NamedPlace[],
  [lng, lat]: readonly [lng: number, lat: number],
): string | null {
  const eastWest = Math.cos((lat * Math.PI) / 180)
  const points = places.filter((place) => place.kind === 'place')
  let nearest: { name: string; distance: number } | null = null
  for (const place of points.length > 0 ? points : places) {
    const distance = Math.hypot((place.lngLat[0] - lng) * eastWest, place.lngLat[1] - lat)
    if (!nearest || distance < nearest.distance) nearest = { name: place.name, distance }
  }
  return nearest?.name ?? null
}
