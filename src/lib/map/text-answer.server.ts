import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const gzipped = promisify(gzip)

/** A text that is sent often: its tag and its compressed form are made once. */
export interface KeptText {
  etag: string
  text: string
  compressed: Promise<Uint8Array<ArrayBuffer>>
}

export function keptText(text: string): KeptText {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return { etag, text, compressed: gzipped(text).then((bytes) => new Uint8Array(bytes)) }
}

/** Answers with the kept text, or 304 where the asker already has it. `cacheControl` is the header of that name. */
export async function answerWith(kept: KeptText, request: Request, cacheControl: string): Promise<Response> {
  const headers = {
    etag: kept.etag,
    vary: 'accept-encoding',
    'cache-control': cacheControl,
    'content-type': 'application/geo+json; charset=utf-8',
  }
  const known = request.headers
    .get('if-none-match')
    ?.split(/,\s*/)
    .map((tag) => tag.replace(/^W\//, ''))
  if (known?.includes(kept.etag)) return new Response(null, { status: 304, headers })
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return new Response(kept.text, { headers })
  return new Response(await kept.compressed, { headers: { ...headers, 'content-encoding': 'gzip' } })
}
