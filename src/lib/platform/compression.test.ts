import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

import { compress } from './compression.server.ts'

const words = 'trygghet '.repeat(500)
const asking = (encoding: string | null) =>
  new Request('http://127.0.0.1/', { headers: encoding === null ? {} : { 'accept-encoding': encoding } })
const page = (headers: Record<string, string> = {}, text = words) =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } })

test('a page is sent in fewer bytes, and is the same page', async () => {
  const answer = compress(asking('gzip, deflate, br'), page({ etag: 'W/"1"', vary: 'cookie' }))
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('vary')).toBe('cookie, accept-encoding')
  expect(answer.headers.get('etag')).toBe('W/"1"')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.length).toBeLessThan(words.length / 10)
  expect(gunzipSync(bytes).toString()).toBe(words)
})

test.each([null, 'br', 'gzip;q=0', 'gzip; q=0.0', 'identity'])('is sent plain to who takes %s', async (encoding) => {
  const answer = compress(asking(encoding), page())
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(answer.headers.get('vary')).toBe('accept-encoding')
  expect(await answer.text()).toBe(words)
})

test.each(['*', 'br;q=1, gzip;q=0.2', 'GZIP'])('is sent compressed to who takes %s', (encoding) => {
  expect(compress(asking(encoding), page()).headers.get('content-encoding')).toBe('gzip')
})

test.each([
  ['a download', page({ 'content-disposition': 'attachment' })],
  ['a picture', page({ 'content-type': 'image/png' })],
  ['what is compressed already', page({ 'content-encoding': 'br' })],
  ['a few bytes', page({ 'content-length': '12' }, 'för få bytes')],
  ['nothing', new Response(null, { status: 304, headers: { 'content-type': 'text/html' } })],
])('leaves %s as it is', (_, response) => expect(compress(asking('gzip'), response)).toBe(response))
