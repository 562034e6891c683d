import { expect, it } from 'vitest'

import { sources } from '#lib/cells/category.ts'
import { pointFeatures, sourceLooks } from './layer.ts'
import type { ListedPoint } from './point.ts'

const point = (source: ListedPoint['source']): ListedPoint => ({
  id: `a ${source}`,
  source,
  category: 'lighting',
  feeling: null,
  lngLat: [20.35, 58.75],
  when: '2026-11-01',
  text: 'Mörkt vid trappan',
  people: 1,
})

it('gives each source a look of its own, and the two ways of knowing a colour each', () => {
  expect(new Set(sources.map((source) => sourceLooks[source].mark)).size).toBe(sources.length)
  expect(sourceLooks.remark.ramp).toBe(sourceLooks.observation.ramp)
  expect(sourceLooks.crime.ramp).not.toBe(sourceLooks.remark.ramp)
})

it('keeps ids and positions, and sends no words to the map', () => {
  const { features } = pointFeatures(sources.map(point))
  expect(features.map(({ properties }) => properties.id)).toEqual(['a remark', 'a observation', 'a crime'])
  expect(features[0]?.geometry.coordinates).toEqual([20.35, 58.75])
  expect(JSON.stringify(features)).not.toContain('trappan')
})
