import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ExportSystem } from './export.ts'
import type { ExportColumn, ExportedPoint } from './exported-row.ts'
import { GeoPackageWriter } from './geopackage.server.ts'
import type { TextWriter } from './writing.ts'

type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>>

/** Text page by page: what lies in memory is one page. */
export async function* writeText(pages: AsyncIterable<readonly ExportedPoint[]>, writer: TextWriter): Bytes {
  const encoder = new TextEncoder()
  let index = 0
  let text = writer.before
  for await (const points of pages) {
    for (const point of points) text += writer.point(point, index++)
    yield encoder.encode(text)
    text = ''
  }
  yield encoder.encode(text + writer.after)
}

export interface Layer {
  layer: string
  columns: readonly ExportColumn[]
  system: ExportSystem
  now: Date
}

const chunkBytes = 65_536

/**
 * A GeoPackage is whole only when its last row is in, so it is made on disk and then sent. Its folder is this process's
 * user's own, and gone before the first byte of the file leaves where the system lets an open file go.
 */
export async function* writeGeoPackage(pages: AsyncIterable<readonly ExportedPoint[]>, layer: Layer): Bytes {
  const folder = await mkdtemp(join(tmpdir(), 'fokuskartan-export-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'export.gpkg')
    yield* fill(path, pages, layer)
    const file = await open(path, 'r')
    try {
      await remove().catch(() => undefined)
      yield* readChunks(file)
    } finally {
      await file.close()
    }
  } finally {
    await remove()
  }
}

/** Gives nothing to send, but after every page a chance to notice that the reader has left. */
async function* fill(
  path: string,
  pages: AsyncIterable<readonly ExportedPoint[]>,
  { layer, columns, system, now }: Layer,
): Bytes {
  const writer = new GeoPackageWriter(path, layer, columns, system, now)
  try {
    for await (const points of pages) {
      for (const point of points) writer.add(point)
      yield new Uint8Array(0)
    }
    writer.finish()
  } finally {
    writer.close()
  }
}

async function* readChunks(file: FileHandle): Bytes {
  while (true) {
    const chunk = new Uint8Array(chunkBytes)
    const { bytesRead } = await file.read(chunk, 0, chunkBytes)
    if (bytesRead === 0) return
    yield chunk.subarray(0, bytesRead)
  }
}
