import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'

import { test } from '../support/page.ts'

test('what the filter chooses is downloaded, in a file that says what it holds', async ({ page }) => {
  await page.goto('/fyrskar/map?source=remark,crime&feeling=unsafe')
  await page.getByRole('button', { name: 'Ladda ner' }).click()
  const choices = page.getByRole('region', { name: 'Ladda ner' })
  await expect(choices.getByRole('link')).toHaveText(['CSV', 'GeoJSON', 'GeoPackage', 'CSV', 'GeoJSON', 'GeoPackage'])
  const started = page.waitForEvent('download')
  await choices.getByRole('link', { name: 'Synpunkter, GeoJSON' }).click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/^fokuskartan-fyrskar-synpunkter-\d{4}-\d{2}-\d{2}\.geojson$/)
  const { features } = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    features: { geometry: unknown; properties: { Upplevelse: string } }[]
  }
  const counts = await page.request.get(
    '/api/v1/cells?municipality=9901&bbox=19,58,22,60&res=7&source=remark&feeling=unsafe',
  )
  const { total, withoutPosition } = (await counts.json()) as { total: number; withoutPosition: number }
  expect(features).toHaveLength(total + withoutPosition)
  expect(features.filter(({ geometry }) => geometry === null).length).toBeGreaterThan(0)
  expect(new Set(features.map(({ properties }) => properties.Upplevelse))).toEqual(new Set(['Otrygg']))
})

test('a download that cannot be understood is refused in words', async ({ request }) => {
  const answer = await request.get('/fyrskar/exports?source=crime&format=exe')
  expect(answer.status()).toBe(400)
  expect(answer.headers()['content-type']).toContain('application/problem+json')
  const missing = await request.get('/ingenstans/exports?source=crime&format=csv')
  expect(missing.status()).toBe(404)
})
