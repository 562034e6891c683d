import { asProblem } from '#lib/platform/problem.ts'

import { ByteSource, firstBytes, isSqlite, isZip } from './byte-source.server.ts'
import { listGeoPackageLayers } from './geopackage.server.ts'
import type { FileLayer } from './table.ts'
import { listSheets } from './workbook.server.ts'

const listedLayers = 200

/** The sheets or layers that a file may be read from, the first two hundred; none of a format that has none, or is broken. */
export async function listFileLayers(path: string): Promise<FileLayer[]> {
  try {
    const source = await ByteSource.open(path)
    try {
      const start = await firstBytes(source.read())
      if (!isSqlite(start) && !isZip(start)) return []
      const unpacked = await source.onDisk()
      const layers = isSqlite(start) ? listGeoPackageLayers(unpacked) : await listSheets(unpacked)
      return layers.slice(0, listedLayers)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (asProblem(error).code !== 'invalid-file') throw error
    return []
  }
}
