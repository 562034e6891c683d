import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { PMTiles, TileType, tileIdToZxy, zxyToTileId, type RangeResponse, type Source } from 'pmtiles'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { answerWithFile } from './file-answer.server.ts'

let folder: string
let path: string

const tiles: readonly (readonly [z: number, x: number, y: number, text: string])[] = [
  [0, 0, 0, 'the world'],
  [1, 1, 0, 'its north-east'],
  [2, 2, 1, 'a part of that'],
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'))
  path = join(folder, 'small.pmtiles')
  await writeFile(path, archive())
})
afterAll(() => rm(folder, { recursive: true }))

const ask = (range?: string) => {
  const headers: Record<string, string> = range === undefined ? {} : { range }
  return answerWithFile(path, new Request('http://here/', { headers }))
}

it('is a source a PMTiles reader can read an archive through', async () => {
  const source: Source = {
    getKey: () => 'small',
    getBytes: async (offset: number, length: number): Promise<RangeResponse> => {
      const answer = await ask(`bytes=${offset}-${offset + length - 1}`)
      expect(answer.status).toBe(206)
      return { data: await answer.arrayBuffer(), etag: answer.headers.get('etag') ?? '' }
    },
  }
  const reader = new PMTiles(source)
  expect((await reader.getHeader()).maxZoom).toBe(2)
  for (const [z, x, y, text] of tiles) {
    const tile = await reader.getZxy(z, x, y)
    expect(new TextDecoder().decode(tile?.data)).toBe(text)
  }
  expect(await reader.getZxy(2, 0, 0)).toBeUndefined()
})

it('gives the whole file where no part is asked for, and says that parts are served', async () => {
  const answer = await ask()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('accept-ranges')).toBe('bytes')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(archive())
})

it('refuses a part beyond the end, and says how long the file is', async () => {
  const answer = await ask('bytes=999999-')
  expect(answer.status).toBe(416)
  expect(answer.headers.get('content-range')).toBe(`bytes */${archive().length}`)
})

/** A PMTiles 3 archive: header, one directory, metadata, tiles; nothing compressed. */
function archive(): Uint8Array<ArrayBuffer> {
  const inOrder = tiles.toSorted((a, b) => zxyToTileId(a[0], a[1], a[2]) - zxyToTileId(b[0], b[1], b[2]))
  const contents = inOrder.map(([, , , text]) => new TextEncoder().encode(text))
  const ids = inOrder.map(([z, x, y]) => zxyToTileId(z, x, y))
  expect(ids.map(tileIdToZxy)).toEqual(inOrder.map(([z, x, y]) => [z, x, y]))
  const directory = [
    ids.length,
    ...ids.map((id, index) => id - (ids[index - 1] ?? 0)),
    ...ids.map(() => 1),
    ...contents.map(({ length }) => length),
    // Offsets: one more than the first's, then 0 for "right after the one before".
    ...ids.map((_, index) => (index === 0 ? 1 : 0)),
  ]
  const metadata = new TextEncoder().encode('{}')
  const body = [Uint8Array.from(directory), metadata, ...contents]
  const header = headerOf(
    directory.length,
    metadata.length,
    contents.reduce((sum, { length }) => sum + length, 0),
  )
  return Uint8Array.from([...header, ...body.flatMap((part) => [...part])])
}

function headerOf(directoryLength: number, metadataLength: number, dataLength: number): Uint8Array {
  const headerLength = 127
  const view = new DataView(new ArrayBuffer(headerLength))
  new TextEncoder().encode('PMTiles').forEach((byte, index) => view.setUint8(index, byte))
  view.setUint8(7, 3)
  const metadataAt = headerLength + directoryLength
  const dataAt = metadataAt + metadataLength
  const places = [headerLength, directoryLength, metadataAt, metadataLength, dataAt, 0, dataAt, dataLength, 3, 3, 3]
  places.forEach((value, index) => view.setBigUint64(8 + index * 8, BigInt(value), true))
  const uncompressed = 1
  ;[1, uncompressed, uncompressed, TileType.Mvt, 0, 2].forEach((value, index) => view.setUint8(96 + index, value))
  return new Uint8Array(view.buffer)
}
