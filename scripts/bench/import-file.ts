import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { randomStream, type Random } from '#seed/random.ts'
import { sweref99tm } from '#lib/imports/coordinate.ts'

/** The municipality that the made file is about: round, with a ragged edge of as many corners as a real boundary. */
const centre = { east: 370_000, north: 6_195_000 }
const radiusMeters = 12_000
const corners = 600

export const madeMunicipality = '9990'

/** @returns the path of a boundary file */
export function writeBoundary(folder: string): string {
  const random = randomStream('bench-boundary')
  const ring = Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners
    const reach = radiusMeters * random.between(0.95, 1.05)
    const east = centre.east + reach * Math.cos(angle)
    return sweref99tm.toLngLat({ east, north: centre.north + reach * Math.sin(angle) })
  })
  return writeAreas(folder, madeMunicipality, 'Mätkommun', [...ring, ring[0]])
}

/** A box round London, for the real file. */
export function writeBox(folder: string, code: string, [west, south, east, north]: readonly number[]): string {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return writeAreas(folder, code, 'Provkommun', ring)
}

function writeAreas(folder: string, kommun_kod: string, kommun: string, ring: readonly unknown[]): string {
  const path = join(folder, `boundary-${kommun_kod}.geojson`)
  const geometry = { type: 'Polygon', coordinates: [ring] }
  const features = [{ type: 'Feature', properties: { kommun_kod, kommun }, geometry }]
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }))
  return path
}

const heading =
  'Diarienummer;Brottskategori;Brottsdatum från;Brottsdatum till;Anmälningsdatum;E-koordinat;N-koordinat;Adress;Lokalpolisområde'
const offences = [
  ['Misshandel', 12],
  ['Olaga hot', 6],
  ['Ofredande', 5],
  ['Rån', 1],
  ['Bostadsinbrott', 5],
  ['Cykelstöld', 11],
  ['Stöld ur fordon', 8],
  ['Fickstöld', 4],
  ['Butiksstöld', 10],
  ['Stöld', 12],
  ['Skadegörelse', 15],
  ['Klotter', 5],
  ['Narkotikabrott', 8],
  ['Brott mot knivlagen', 2],
  ['Fylleri', 4],
] as const
const weights = offences.map(([, weight]) => weight)
const streets = [
  'Storgatan',
  'Järnvägsgatan',
  'Kyrkogatan',
  'Skolgatan',
  'Östergatan',
  'Hamngatan',
  'Nygatan',
  'Parkvägen',
]

const addressCount = 12_000
const shareAtAddress = 0.7
const shareWithoutPosition = 0.01
const firstDay = Date.UTC(2019, 0, 1)
const days = 6 * 365
const rowsAtOnce = 1000

/**
 * A file as the police's register gives it: case numbers, intervals of minutes, SWEREF 99 TM to the decimetre; most rows
 * at addresses that come again, some many times, the rest each at a place of its own. The same rows every time.
 */
export async function writeCrimes(path: string, rows: number): Promise<void> {
  const random = randomStream('bench-crimes')
  const addresses = Array.from({ length: addressCount }, (_, index) => ({
    ...somewhere(random),
    name: `${streets[index % streets.length]} ${1 + Math.floor(index / streets.length)}`,
  }))
  const pieces = function* () {
    yield `${heading}\n`
    for (let start = 0; start < rows; start += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - start)
      yield Array.from({ length: count }, (_, index) => `${rowOf(random, addresses, start + index)}\n`).join('')
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
}

interface Address {
  east: number
  north: number
  name: string
}

function rowOf(random: Random, addresses: readonly Address[], index: number): string {
  const [offence] = offences[random.weighted(weights)] ?? offences[0]
  // After four in the morning: when the clocks change, an interval that began before may seem to end before it began.
  const from = firstDay + (random.integer(0, days) * 1440 + random.integer(240, 1439)) * 60_000
  const to = from + (random.chance(0.5) ? 0 : random.integer(10, 720)) * 60_000
  const reported = to + random.integer(0, 5) * 86_400_000
  // The square leans to the first addresses: some lie under hundreds of rows, most under a few.
  const address = addresses[Math.floor(random.next() ** 2 * addressCount)]
  const place = random.chance(shareAtAddress) && address ? address : { ...somewhere(random), name: '' }
  const isPlaced = !random.chance(shareWithoutPosition)
  return [
    `5000-K${100_000 + index}-${new Date(reported).getUTCFullYear() - 2000}`,
    offence,
    minuteOf(from),
    minuteOf(to),
    minuteOf(reported).slice(0, 10),
    isPlaced ? place.east.toFixed(1).replace('.', ',') : '',
    isPlaced ? place.north.toFixed(1).replace('.', ',') : '',
    place.name,
    'Mätkommun',
  ].join(';')
}

function somewhere(random: Random): { east: number; north: number } {
  const angle = random.between(0, 2 * Math.PI)
  // Denser towards the middle, as towns are.
  const reach = radiusMeters * 0.9 * random.next()
  return { east: centre.east + reach * Math.cos(angle), north: centre.north + reach * Math.sin(angle) }
}

function minuteOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ')
}
