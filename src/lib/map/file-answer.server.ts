import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

import { readByteRange } from './byte-range.ts'

/**
 * A file, or the part of it a Range header asks for: how a PMTiles archive of any size is read without unpacking it.
 * Rejects with the file system's own error where the file cannot be read.
 */
export async function answerWithFile(path: string, request: Request): Promise<Response> {
  const { size, mtimeMs } = await stat(path)
  const headers = {
    'accept-ranges': 'bytes',
    'content-type': 'application/vnd.pmtiles',
    'cache-control': 'public, max-age=3600',
    // The archive's readers throw away what they know when the tag changes, so it has to change with the file.
    etag: `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`,
  }
  const asked = readByteRange(request.headers.get('range'), size)
  if (asked === 'beyond') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  }
  const { first, last } = asked === 'whole' ? { first: 0, last: size - 1 } : asked
  const body = size === 0 ? null : streamOf(path, first, last)
  const length = { 'content-length': String(last - first + 1) }
  if (asked === 'whole') return new Response(body, { headers: { ...headers, ...length } })
  const contentRange = `bytes ${first}-${last}/${size}`
  return new Response(body, { status: 206, headers: { ...headers, ...length, 'content-range': contentRange } })
}

function streamOf(path: string, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array<ArrayBuffer>>
}
