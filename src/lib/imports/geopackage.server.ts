import { DatabaseSync } from 'node:sqlite'

import type { BoundaryFeature } from './boundary.ts'
import { refuseFile } from './file-problem.ts'

/** One layer of areas in a GeoPackage (OGC 12-128r19). */
export interface GeoPackageLayer {
  name: string
  features: BoundaryFeature[]
  /** EPSG code; null where the file names none. */
  srid: number | null
}

interface LayerRow {
  name: string
  geometry: string
  organization: string
  srid: number
}

/** Every layer of features; throws `invalid-file` for a file that is no GeoPackage. */
export function readGeoPackage(path: string): GeoPackageLayer[] {
  const file = openFile(path)
  try {
    const layers = file
      .prepare(
        `select c.table_name as name, g.column_name as geometry,
           upper(s.organization) as organization, s.organization_coordsys_id as srid
         from gpkg_contents c
         join gpkg_geometry_columns g on g.table_name = c.table_name
         left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
         where c.data_type = 'features'
         order by c.table_name`,
      )
      .all() as unknown as LayerRow[]
    return layers.map(({ name, geometry, organization, srid }) => ({
      name,
      features: readFeatures(file, name, geometry),
      srid: organization === 'EPSG' && srid > 0 ? srid : null,
    }))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) throw error
    throw refuseFile('filen är inte en GeoPackage som går att läsa', 'the file is not a GeoPackage that can be read')
  } finally {
    file.close()
  }
}

function openFile(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true })
}

function readFeatures(file: DatabaseSync, table: string, geometry: string): BoundaryFeature[] {
  const rows = file.prepare(`select * from "${table.replaceAll('"', '""')}"`).all()
  return rows.map((row, index) => {
    const { [geometry]: shape, ...properties } = row
    const wkb = shape instanceof Uint8Array ? stripHeader(shape) : null
    return { row: index + 1, properties, geometry: wkb === null ? null : { form: 'wkb', text: wkb.toString('hex') } }
  })
}

/** Bytes of the envelope after the eight of the header, by the three bits that name its kind. */
const envelopeBytes = [0, 32, 48, 48, 64]

/** A GeoPackage geometry is a header of its own and then well-known binary; null when it is empty or no such thing. */
function stripHeader(blob: Uint8Array): Buffer | null {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  const flags = bytes[3] ?? 0
  const envelope = envelopeBytes[(flags >> 1) & 0b111]
  const isEmpty = (flags & 0b10000) !== 0
  if (bytes.subarray(0, 2).toString('latin1') !== 'GP' || envelope === undefined || isEmpty) return null
  return bytes.subarray(8 + envelope)
}
