import * as v from 'valibot'

import type { BoundaryFeature } from './boundary.ts'
import type { ByteSource } from './byte-source.server.ts'
import { findCoordinateFault, wgs84 } from './coordinate.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import { FeatureSplitter, parseJson } from './json-features.server.ts'
import { maximumAreaCharacters, maximumColumns } from './limit.ts'
import { reasons } from './reason.ts'
import { geometryHeading, textOf } from './table.ts'
import type { Encoding, TableContent, TableRow } from './table.ts'
import { inspectText, readText } from './text-file.server.ts'

const frameSchema = v.object({
  type: v.literal('FeatureCollection'),
  crs: v.optional(v.nullable(v.object({ properties: v.object({ name: v.string() }) }))),
  features: v.array(v.literal(0)),
})

const featureSchema = v.object({
  properties: v.nullable(v.record(v.string(), v.unknown())),
  geometry: v.nullable(v.looseObject({ type: v.string() })),
})

const pointSchema = v.object({ type: v.literal('Point'), coordinates: v.array(v.number()) })

type Feature = v.InferOutput<typeof featureSchema> & { row: number }

export interface GeoJsonFile {
  features: BoundaryFeature[]
  /** EPSG code; null where the file names none, which by RFC 7946 means WGS 84. */
  srid: number | null
}

/** The areas of a GeoJSON feature collection; throws `invalid-file` for anything else. */
export async function readGeoJson(source: ByteSource): Promise<GeoJsonFile> {
  const collection = new Collection(source, await inspectText(source))
  const features: BoundaryFeature[] = []
  let characters = 0
  for await (const { row, properties, geometry } of collection.features()) {
    const text = geometry === null ? '' : JSON.stringify(geometry)
    characters += text.length
    if (characters > maximumAreaCharacters) {
      throw refuseFile('filens områden är orimligt stora', 'the areas of the file are unreasonably large', {
        row,
        column: 'geometry',
      })
    }
    features.push({ row, properties: properties ?? {}, geometry: geometry === null ? null : { form: 'geojson', text } })
  }
  return { features, srid: collection.srid }
}

/** The points of a GeoJSON as a table: two columns of coordinates and one for each property that any of them has. */
export async function openGeoJsonPoints(source: ByteSource, encoding: Encoding): Promise<TableContent> {
  const collection = new Collection(source, encoding)
  const names = new Map<string, number>()
  let first: readonly number[] | null = null
  for await (const { row, properties, geometry } of collection.features()) {
    first ??= coordinatesOf(geometry)
    for (const name of Object.keys(properties ?? {})) if (!names.has(name)) names.set(name, names.size + 2)
    if (names.size > maximumColumns) {
      throw refuseFile(
        `filen har fler än ${maximumColumns} olika egenskaper`,
        `the file has more than ${maximumColumns} different properties`,
        { row, column: '1' },
      )
    }
  }
  const { srid } = collection
  const inDegrees = srid === 4326 || (srid === null && (first ?? []).every((number) => Math.abs(number) <= 180))
  return {
    description: { format: 'geojson', encoding, delimiter: null, layer: null },
    heading: [...geometryHeading(inDegrees), ...names.keys()],
    geometry: { east: 0, north: 1, srid },
    rows: () => readPoints(collection, names),
    close: async () => undefined,
  }
}

async function* readPoints(collection: Collection, names: ReadonlyMap<string, number>): AsyncGenerator<TableRow> {
  for await (const { row, properties, geometry } of collection.features()) {
    const values = Array.from({ length: names.size + 2 }, () => '')
    for (const [name, value] of Object.entries(properties ?? {})) values[names.get(name) ?? 0] = textOf(value)
    const coordinates = coordinatesOf(geometry)
    values[0] = String(coordinates?.[0] ?? '')
    values[1] = String(coordinates?.[1] ?? '')
    if (geometry === null || coordinates !== null) yield { row, values }
    else yield { row, values, fault: { column: 'geometry', value: geometry.type, reason: reasons.point } }
  }
}

/** Of a point; nought coordinates is a point without position. */
function coordinatesOf(geometry: Feature['geometry']): readonly number[] | null {
  if (geometry === null) return null
  const point = v.safeParse(pointSchema, geometry)
  if (!point.success) return null
  const { coordinates } = point.output
  return coordinates.length === 0 || coordinates.length >= 2 ? coordinates.slice(0, 2) : null
}

class Collection {
  readonly #source: ByteSource
  readonly #encoding: Encoding
  /** EPSG code, known when the features have been read once. */
  srid: number | null = null

  constructor(source: ByteSource, encoding: Encoding) {
    this.#source = source
    this.#encoding = encoding
  }

  async *features(): AsyncGenerator<Feature> {
    const splitter = new FeatureSplitter()
    for await (const piece of readText(this.#source, this.#encoding)) {
      for (const { row, text } of splitter.push(piece)) yield { row, ...parseFeature(text, row) }
    }
    const frame = v.safeParse(frameSchema, splitter.finish())
    if (!frame.success) {
      throw refuseFile(
        'filen är inte en GeoJSON av typen FeatureCollection',
        'the file is not GeoJSON of type FeatureCollection',
      )
    }
    this.srid = sridOf(frame.output.crs?.properties.name)
  }
}

function parseFeature(text: string, row: number): v.InferOutput<typeof featureSchema> {
  const feature = v.safeParse(featureSchema, parseJson(text, { row, column: '1' }))
  if (feature.success) return feature.output
  throw refuseFile('objektet är inte en GeoJSON av typen Feature', 'the object is not GeoJSON of type Feature', {
    row,
    column: '1',
  })
}

/** 'urn:ogc:def:crs:EPSG::3006', 'EPSG:3006'; CRS84 is WGS 84 in this order. */
function sridOf(name: string | undefined): number | null {
  if (name === undefined) return null
  if (/CRS84$/i.test(name)) return 4326
  const code = name.split(':').at(-1) ?? ''
  return /EPSG/i.test(name) && /^\d{4,6}$/.test(code) ? Number(code) : null
}

/** The first position of a GeoJSON geometry. */
export function firstPosition(geometryText: string): { east: number; north: number } | null {
  const match = /\[\s*([\d.e+-]+)\s*,\s*([\d.e+-]+)/i.exec(geometryText)
  return match ? { east: Number(match[1]), north: Number(match[2]) } : null
}

/** Latitude before longitude is the commonest mistake in GeoJSON made by hand. */
export function refuseSwappedAxes(features: readonly BoundaryFeature[]): void {
  for (const { row, geometry } of features) {
    const position = geometry?.form === 'geojson' ? firstPosition(geometry.text) : null
    if (position !== null && findCoordinateFault(position, wgs84) === 'swapped') {
      throw refuseFileFor(reasons.swapped, { row, column: 'geometry' })
    }
  }
}
