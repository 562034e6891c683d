import * as v from 'valibot'

import type { BoundaryFeature } from './boundary.ts'
import { findCoordinateFault } from './coordinate.ts'
import { refuseFile } from './file-problem.ts'
import { reasons } from './reason.ts'
import { inspectText, readText } from './text-file.server.ts'

/** Beyond it a GeoJSON is no boundary file; it is read whole. */
const maximumCharacters = 400_000_000

const collectionSchema = v.object({
  type: v.literal('FeatureCollection'),
  crs: v.optional(v.nullable(v.object({ properties: v.object({ name: v.string() }) }))),
  features: v.array(
    v.object({
      properties: v.nullable(v.record(v.string(), v.unknown())),
      geometry: v.nullable(v.looseObject({ type: v.string() })),
    }),
  ),
})

export interface GeoJsonFile {
  features: BoundaryFeature[]
  /** EPSG code; null where the file names none, which by RFC 7946 means WGS 84. */
  srid: number | null
}

/** A GeoJSON feature collection; throws `invalid-file` for anything else. */
export async function readGeoJson(path: string): Promise<GeoJsonFile> {
  const parsed = v.safeParse(collectionSchema, parseJson(await readWhole(path)))
  if (!parsed.success) {
    throw refuseFile(
      'filen är inte en GeoJSON av typen FeatureCollection',
      'the file is not GeoJSON of type FeatureCollection',
    )
  }
  const { crs, features } = parsed.output
  return {
    srid: sridOf(crs?.properties.name),
    features: features.map(({ properties, geometry }, index) => ({
      row: index + 1,
      properties: properties ?? {},
      geometry: geometry === null ? null : { form: 'geojson', text: JSON.stringify(geometry) },
    })),
  }
}

async function readWhole(path: string): Promise<string> {
  const format = await inspectText(path)
  let text = ''
  for await (const piece of readText(path, format)) {
    text += piece
    if (text.length > maximumCharacters) throw refuseFile('filen är orimligt stor', 'the file is unreasonably large')
  }
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseFile('filen är inte giltig JSON', 'the file is not valid JSON')
  }
}

/** 'urn:ogc:def:crs:EPSG::3006', 'EPSG:3006'; CRS84 is WGS 84 in this order. */
function sridOf(name: string | undefined): number | null {
  if (name === undefined) return null
  if (/CRS84$/i.test(name)) return 4326
  const code = name.split(':').at(-1) ?? ''
  return /EPSG/i.test(name) && /^\d+$/.test(code) ? Number(code) : null
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
    if (position !== null && findCoordinateFault(position, 'EPSG:4326') === 'swapped') {
      throw refuseFile(reasons.swapped.sv, reasons.swapped.en, { row, column: 'geometry' })
    }
  }
}
