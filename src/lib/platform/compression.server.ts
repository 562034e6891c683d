/** Answers compressed for clients that take it. Files that were compressed when the product was built never come here. */

const compressible =
  /^(?:text\/(?:html|plain|css)|application\/(?:[\w.-]+\+)?json|application\/vnd\.fokuskartan\.cells)\b/
/** Below this many bytes compressing gains less than it costs. */
const leastBytes = 600

/** The same answer, gzipped as a stream where that is worth it. Downloads are sent as they are. */
export function compress(request: Request, response: Response): Response {
  const { headers, body, status } = response
  if (body === null || !compressible.test(headers.get('content-type') ?? '')) return response
  if (headers.has('content-encoding') || headers.has('content-disposition')) return response
  const length = headers.get('content-length')
  if (length !== null && Number(length) < leastBytes) return response
  const sent = new Headers(headers)
  sent.append('vary', 'accept-encoding')
  if (!takesGzip(request)) return new Response(body, { status, headers: sent })
  sent.set('content-encoding', 'gzip')
  sent.delete('content-length')
  return new Response(body.pipeThrough(new CompressionStream('gzip')), { status, headers: sent })
}

function takesGzip(request: Request): boolean {
  const taken = request.headers.get('accept-encoding')?.split(',') ?? []
  return taken.some((coding) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)|$)/i.test(coding))
}
