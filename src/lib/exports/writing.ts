/** Exported points as text: CSV for spreadsheets and GeoJSON (RFC 7946) for maps. */
import { sweref99tm } from '#lib/imports/coordinate.ts'
import { byteOrderMark, spreadsheetLine } from '#lib/platform/spreadsheet.ts'
import type { LngLat } from '#lib/points/point.ts'

import type { ExportSystem } from './export.ts'
import type { ExportColumn, ExportedPoint, ExportedValue } from './exported-row.ts'
import { writeStockholmClock } from './stockholm-clock.ts'

/** What stands before the points, each of them, and what stands after. */
export interface TextWriter {
  before: string
  point: (point: ExportedPoint, index: number) => string
  after: string
}

/** Positions are known to 1e-7 degree; a millimetre in the plane gives the same ones back. */
export function placeIn(system: ExportSystem, lngLat: LngLat): readonly [east: number, north: number] {
  if (system === 'EPSG:4326') return lngLat
  const { east, north } = sweref99tm.fromLngLat(lngLat)
  return [roundMillimetres(east), roundMillimetres(north)]
}

function roundMillimetres(meters: number): number {
  // Adding zero turns −0 into 0.
  return Math.round(meters * 1000) / 1000 + 0
}

/** As an import guesses them, and GDAL too where they are degrees. */
const placeHeadings: Readonly<Record<ExportSystem, readonly [east: string, north: string]>> = {
  'EPSG:4326': ['Longitud', 'Latitud'],
  'EPSG:3006': ['SWEREF 99 TM E', 'SWEREF 99 TM N'],
}

/** Semicolons and decimal commas: a Swedish spreadsheet opens it by a double click. */
export function csvWriter(columns: readonly ExportColumn[], system: ExportSystem): TextWriter {
  const headings = [...columns.map(({ heading }) => heading), ...placeHeadings[system]]
  return {
    before: byteOrderMark + spreadsheetLine(headings),
    point: ({ lngLat, values }) => {
      const place = lngLat === null ? [null, null] : placeIn(system, lngLat)
      return spreadsheetLine([...values, ...place].map(spreadsheetValue))
    },
    after: '',
  }
}

function spreadsheetValue(value: ExportedValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return plainNumber(value).replace('.', ',')
  return value instanceof Date ? writeStockholmClock(value) : value
}

/** JavaScript writes small numbers as 1e-7. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(7) : text
}

/** The system is named only where it is not the standard's own: RFC 7946 leaves that to those who have agreed on it. */
export function geoJsonWriter(columns: readonly ExportColumn[], system: ExportSystem, layer: string): TextWriter {
  const crs = { type: 'name', properties: { name: `urn:ogc:def:crs:${system.replace(':', '::')}` } }
  const named = system === 'EPSG:4326' ? '' : `"crs":${JSON.stringify(crs)},`
  return {
    before: `{"type":"FeatureCollection","name":${JSON.stringify(layer)},${named}"features":[`,
    point: (point, index) => `${index === 0 ? '' : ','}\n${JSON.stringify(featureOf(columns, system, point))}`,
    after: '\n]}\n',
  }
}

function featureOf(columns: readonly ExportColumn[], system: ExportSystem, { lngLat, values }: ExportedPoint) {
  return {
    type: 'Feature',
    properties: Object.fromEntries(columns.map(({ heading }, index) => [heading, values[index] ?? null])),
    geometry: lngLat === null ? null : { type: 'Point', coordinates: placeIn(system, lngLat) },
  }
}
