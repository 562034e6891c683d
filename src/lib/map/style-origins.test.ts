import { afterEach, expect, it, vi } from 'vitest'

import { allowConnections, followStyleOrigins, styleOrigins } from './style-origins.ts'

const answers: Record<string, unknown> = {
  'https://maps.example/style.json': {
    version: 8,
    glyphs: 'https://letters.example/{fontstack}/{range}.pbf',
    sprite: 'https://pictures.example/sprite',
    sources: {
      roads: { type: 'vector', url: '/roads.json' },
      photos: { type: 'raster', tiles: ['https://photos.example/{z}/{x}/{y}.jpg'] },
    },
    layers: [],
  },
  'https://maps.example/roads.json': { tiles: ['https://tiles.example/{z}/{x}/{y}.pbf'] },
}
const ask = ((url: string) =>
  Promise.resolve(url in answers ? Response.json(answers[url]) : new Response(null, { status: 404 }))) as typeof fetch

it('finds every origin a style leads to', async () => {
  expect(await styleOrigins('https://maps.example/style.json', ask)).toEqual([
    'https://letters.example',
    'https://maps.example',
    'https://photos.example',
    'https://pictures.example',
    'https://tiles.example',
  ])
})

it("is the style's own origin where nothing answers", async () => {
  expect(await styleOrigins('https://gone.example/style.json', ask)).toEqual(['https://gone.example'])
  const refused = (() => Promise.reject(new Error('refused'))) as typeof fetch
  expect(await styleOrigins('https://gone.example/style.json', refused)).toEqual(['https://gone.example'])
})

afterEach(() => vi.useRealTimers())

it('lets nobody wait: the own origin until the others are known, and asks again where nothing answered', async () => {
  vi.useFakeTimers()
  let online = false
  const sometimes = ((url: string) => (online ? ask(url) : Promise.reject(new Error('refused')))) as typeof fetch
  const origins = followStyleOrigins('https://maps.example/style.json', sometimes)
  expect(origins()).toEqual(['https://maps.example'])
  await vi.advanceTimersByTimeAsync(59_000)
  online = true
  expect(origins()).toEqual(['https://maps.example'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(origins()).toContain('https://tiles.example')
  expect(vi.getTimerCount()).toBe(0)
})

it('lets a page connect to them, and changes nothing else of its policy', () => {
  const policy = "default-src 'self'; connect-src 'self'; img-src 'self' data:"
  expect(allowConnections(policy, ['https://a.example', 'https://b.example'])).toBe(
    "default-src 'self'; connect-src https://a.example https://b.example 'self'; img-src 'self' data:",
  )
  expect(allowConnections(policy, [])).toBe(policy)
})
