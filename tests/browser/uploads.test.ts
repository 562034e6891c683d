import { AxeBuilder } from '@axe-core/playwright'
import { expect, type APIRequestContext, type Page } from '@playwright/test'
import proj4 from 'proj4'

import { cellCenter, hexToCell } from '#lib/cells/h3.ts'
import { coloursOf, watchPage } from '../support/page-watch.ts'
import { test } from '../support/page.ts'

const sweref99tm = '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs'
const rowsOfFile = 12

/** A file as a municipality's own system writes it: metres with decimal comma, and a heading that nobody can guess. */
async function remarksFile(request: APIRequestContext, name: string, heading = 'Berättelse') {
  const answer = await request.get('/api/v1/cells?municipality=9901&bbox=19,58,22,60&res=9&source=remark')
  const { cells } = (await answer.json()) as { cells: [string, number][] }
  // The fullest lie well inside the municipality.
  const fullest = cells.sort(([, a], [, b]) => b - a).slice(0, rowsOfFile)
  const rows = fullest.map(([cell], index) => {
    const lngLat = cellCenter(hexToCell(cell))
    const [east = 0, north = 0] = proj4(sweref99tm, [...lngLat])
    const written = [north, east].map((meters) => meters.toFixed(1).replace('.', ','))
    return ['Belysning', index % 2 === 0 ? 'otrygg' : 'trygg', `${name} ${index}`, '2026-03-01', ...written].join(';')
  })
  const content = [`Ämne;Känsla;${heading};Inkommen;N-koordinat;E-koordinat`, ...rows, ''].join('\r\n')
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(content, 'utf8') }
}

type SentFile = Awaited<ReturnType<typeof remarksFile>>

async function send(page: Page, file: SentFile): Promise<void> {
  await page.goto('/fyrskar/uploads')
  await page.getByLabel('Vad är det i filen?').selectOption('remarks')
  await page.getByLabel('Filer', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Skicka in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(file.name)
}

async function remarksOnMap(page: Page): Promise<number> {
  await page.goto('/fyrskar/map?source=remark')
  const sentence = page.locator('main p[aria-live="polite"]').first()
  await expect(sentence).toHaveText(/^Synpunkter, hela perioden: [\d\s]+ st/)
  return Number((await sentence.textContent())?.replace(/^.*: ([\d\s]+) st.*$/s, '$1').replaceAll(/\s/g, ''))
}

async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found = await new AxeBuilder({ page }).withTags(tags).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

test('a file is dropped, seen on the map, corrected, tried, taken in, and counted', async ({ page }) => {
  const before = await remarksOnMap(page)
  const { errors } = await watchPage(page)
  await send(page, await remarksFile(page.request, 'Medborgarförslag mars'))
  await expect(page.getByText(`ligger ${rowsOfFile} i kommunen och 0 utanför`)).toBeVisible()
  const map = page.getByRole('application', { name: 'Karta över Fyrskär med filens första rader' })
  await expect(async () => expect(await coloursOf(map)).toBeGreaterThan(20)).toPass({ timeout: 60_000 })
  await expect(page.getByText('Det här behöver ni svara på:')).toBeVisible()
  expect(await violations(page)).toEqual([])

  await page.getByRole('combobox', { name: 'Berättelse' }).selectOption('words')
  await page.getByRole('button', { name: 'Visa på kartan så' }).click()
  await expect(page.getByText('Det här behöver ni svara på:')).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Referenssystem' })).toHaveText(/Gissat: SWEREF 99 TM/)

  await page.getByRole('button', { name: 'Prova hela filen' }).click()
  const result = page.getByRole('region', { name: 'Det här skulle filen ge' })
  await expect(result.getByText(`${rowsOfFile} nya`)).toBeVisible({ timeout: 60_000 })
  expect(await violations(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)

  await result.getByRole('button', { name: 'Läs in filen' }).click()
  await expect(page.getByRole('heading', { name: 'Filen är inläst' })).toBeVisible({ timeout: 60_000 })
  expect(errors).toEqual([])
  expect(await remarksOnMap(page)).toBe(before + rowsOfFile)
})

test('the same without scripts', async ({ browser, baseURL, page: scripted }) => {
  const before = await remarksOnMap(scripted)
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await send(page, await remarksFile(scripted.request, 'Medborgarförslag april', 'Synpunkt'))
  await page.getByRole('button', { name: 'Prova hela filen' }).click()
  await expect(page.getByText(`${rowsOfFile} nya`)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Läs in filen' }).click()
  await expect(page.getByRole('heading', { name: 'Filen är inläst' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Se inläsningen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Medborgarförslag april.csv')
  await context.close()
  expect(await remarksOnMap(scripted)).toBe(before + rowsOfFile)
})

test('a file that is something else is refused in words, and can be thrown away', async ({ page }) => {
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4', 'hex')
  await send(page, { name: 'bild.csv', mimeType: 'text/csv', buffer: picture })
  await expect(page.getByRole('alert')).toContainText('Filen går inte att läsa in. Inget är sparat.')
  await expect(page.getByRole('alert')).toContainText('filen innehåller inte text (PNG)')
  await page.getByRole('button', { name: 'Kasta filen' }).click()
  await expect(page.getByText('Inget ur den är sparat.')).toBeVisible()
  await page.getByRole('link', { name: 'Skicka in en annan fil' }).click()
  await expect(page.getByRole('link', { name: 'bild.csv' })).toBeHidden()
})

test('areas are seen where they lie before they are taken in, without scripts in figures', async ({
  browser,
  page,
}) => {
  const square = (west: number, south: number) => ({
    type: 'Polygon',
    coordinates: [[0, 1, 2, 3, 0].map((corner) => [west + (corner % 3 ? 0.01 : 0), south + (corner > 1 ? 0.01 : 0)])],
  })
  const answer = await page.request.get('/api/v1/cells?municipality=9901&bbox=19,58,22,60&res=9&source=remark')
  const { cells } = (await answer.json()) as { cells: [string, number][] }
  const [[cell] = ['']] = cells.sort(([, a], [, b]) => b - a)
  const [west, south] = cellCenter(hexToCell(cell))
  const features = [square(west, south), square(west + 5, south)].map((geometry, index) => ({
    type: 'Feature',
    properties: { namn: `Område ${index}` },
    geometry,
  }))
  const content = JSON.stringify({ type: 'FeatureCollection', features })
  await page.goto('/fyrskar/uploads')
  await page.getByLabel('Vad är det i filen?').selectOption('areas')
  const file = { name: 'delar.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(content) }
  await page.getByLabel('Filer', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Skicka in' }).click()
  const figures = 'Områden som skulle läsas in: 2. På kartan 2, varav 1 i kommunen och 1 mest utanför den.'
  await expect(page.getByText(figures)).toBeVisible()
  const map = page.getByRole('application', { name: 'Karta över Fyrskär med filens första rader' })
  await expect(async () => expect(await coloursOf(map)).toBeGreaterThan(20)).toPass({ timeout: 60_000 })
  expect(await violations(page)).toEqual([])

  const plain = await browser.newContext({ javaScriptEnabled: false })
  const withoutScripts = await plain.newPage()
  await withoutScripts.goto(page.url())
  await expect(withoutScripts.getByText(figures)).toBeVisible()
  await plain.close()
  await page.getByRole('button', { name: 'Kasta filen' }).click()
})
