import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

import { runScript } from '../support/killed-process.ts'
import { test } from '../support/page.ts'
import { startServer, type StartedServer } from '../support/started-server.ts'

/** An installation of its own with two imported files: the second shares two rows with the first, and has a faulty one. */
const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-imports-'))
const environment = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' }
const heading = 'Inkommen;Tema;Upplevelse;Synpunkt;Latitud;Longitud'
const rows = Array.from({ length: 7 }, (_, row) => {
  const theme = row === 4 ? 'Laddstolpar' : 'Belysning'
  return `2026-03-0${row + 1};${theme};otrygg;Synpunkt ${row};55.0${row + 1};12.${60 + row}`
})
const faulty = '2026-03-09;Belysning;kanske;=Synpunkt;55.05;12.7'

const box = [
  [12.5, 54.9],
  [13, 54.9],
  [13, 55.2],
  [12.5, 55.2],
  [12.5, 54.9],
]

let server: StartedServer | undefined
let address: string

test.beforeAll(async () => {
  // Makes a database and runs three commands.
  test.setTimeout(600_000)
  const properties = { kommunkod: '9904', namn: 'Provkommun' }
  const geometry = { type: 'Polygon', coordinates: [box] }
  const boundary = { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] }
  await take('boundaries', 'gräns.geojson', JSON.stringify(boundary))
  await take('remarks', 'vår.csv', [heading, ...rows.slice(0, 4)].join('\n'))
  await take('remarks', 'höst.csv', [heading, ...rows.slice(2), faulty].join('\n'), '--accept-partial')
  server = await startServer({ DATABASE_URL: undefined, ...environment })
  address = server.address
})

test.afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function take(kind: string, name: string, content: string, ...options: string[]): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { exitCode, errors } = await runScript({ command: ['scripts/import.ts', kind, path, ...options], environment })
  expect(exitCode, errors).toBe(0)
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

async function countedRemarks(page: Page): Promise<number> {
  const answer = await page.request.get(`${address}/api/v1/counts?municipality=9904`)
  const { months } = (await answer.json()) as { months: [month: string, count: number][] }
  return months.reduce((sum, [, count]) => sum + count, 0)
}

/** A form that a page of this server sends, without scripts. */
const asForm = () => ({ form: {}, headers: { origin: address, accept: 'text/html' } })

const entry = (page: Page, file: string) => page.getByRole('row').filter({ hasText: file })

test('a file is found in the log, undone as a whole, and gone from the counts', async ({ page }) => {
  await page.goto(`${address}/provkommun/imports`)
  expect(await violations(page)).toEqual([])
  await expect(entry(page, 'vår.csv').getByRole('cell')).toContainText([/20\d\d/, '4', '4', '0', '0'])
  await expect(entry(page, 'höst.csv').getByRole('cell')).toContainText([/20\d\d/, '6', '3', '2', '1'])
  expect(await countedRemarks(page)).toBe(7)

  await page.getByRole('link', { name: 'vår.csv' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('vår.csv')
  await expect(page.getByRole('row', { name: /^Tema/ })).toContainText('Tema')
  await page.getByText('Ångra inläsningen …').click()
  await expect(page.getByText(/^4 rader som filen lade till tas bort/)).toBeVisible()
  await expect(page.getByText(/^1 senare fil hade också rader som redan fanns/)).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Ja, ångra inläsningen' }).click()
  await expect(page.getByRole('status')).toContainText('4 rader togs bort.')
  await expect(page.getByRole('button', { name: 'Ja, ångra inläsningen' })).toBeHidden()

  await page.getByRole('link', { name: 'Alla inläsningar' }).click()
  await expect(entry(page, 'vår.csv')).toContainText('Ångrad')
  expect(await countedRemarks(page)).toBe(3)
  const sections = page.getByRole('navigation', { name: 'Kommunens sidor' })
  await sections.getByRole('link', { name: 'Kategorier' }).click()
  await expect(page.getByRole('row', { name: /^Laddstolpar 1 höst.csv/ })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Anmälda brott' }).click()
  await page.getByText(/^Visa \d+ koder/).click()
  expect(await violations(page)).toEqual([])
  await sections.getByRole('link', { name: 'Karta' }).click()
  await expect(page.locator('main p[aria-live="polite"]').first()).toContainText('3 st')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('refused rows are downloaded, words decided, and a file undone once', async ({ page }) => {
    await page.goto(`${address}/provkommun/imports`)
    await page.getByRole('link', { name: 'höst.csv' }).click()
    const link = page.getByRole('link', { name: /^Ladda ner avvisade rader/ })
    const list = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href)
    expect(list.headers()['content-disposition']).toContain("filename*=UTF-8''h%C3%B6st-avvisade-rader.csv")
    expect(list.headers()).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
    expect((await list.text()).split('\r\n')[1]).toMatch(/^7;Upplevelse;kanske;"ska vara trygg, vet ej eller otrygg/)

    await page.goto(`${address}/provkommun/categories`)
    await page.getByRole('combobox', { name: 'Vad ”Laddstolpar” räknas som' }).selectOption('Trafik')
    await page.getByRole('button', { name: 'Spara besluten' }).click()
    await expect(page.getByRole('status').first()).toContainText('1 beslut är sparat.')
    await expect(page.getByRole('heading', { name: 'Ord som väntar på beslut' })).toBeHidden()
    await page.goto(`${address}/provkommun/categories?source=remark&search=LADDSTOLPAR`)
    await expect(page.getByText('”LADDSTOLPAR” räknas som trafik.')).toBeVisible()
    await page.getByRole('button', { name: 'Ta bort ”laddstolpar”' }).click()
    await expect(page.getByRole('status').first()).toContainText('Beslutet om ”laddstolpar” är borttaget.')

    await page.goto(`${address}/provkommun/imports`)
    await page.getByRole('link', { name: 'höst.csv' }).click()
    const own = page.url()
    await page.getByText('Ångra inläsningen …').click()
    await page.getByRole('button', { name: 'Ja, ångra inläsningen' }).click()
    await expect(page.getByRole('status')).toContainText('3 rader togs bort.')
    expect(await countedRemarks(page)).toBe(0)
    const again = await page.request.post(`${own}?/undo`, asForm())
    expect(again.status()).toBe(409)
    expect(await again.text()).toContain('redan ångrad')
  })
})

test('an import that is not the municipality’s is not there', async ({ page }) => {
  const other = '019aab00-0000-7000-8000-000000000001'
  for (const path of [`imports/${other}`, 'imports/1', `imports/${other}/refused`]) {
    expect((await page.request.get(`${address}/provkommun/${path}`)).status(), path).toBe(404)
  }
  const undone = await page.request.post(`${address}/provkommun/imports/${other}?/undo`, asForm())
  expect(undone.status()).toBe(404)
  const answer = await page.request.get(`${address}/9904/imports/${other}?page=2`, { maxRedirects: 0 })
  expect(answer.headers()['location']).toBe(`/provkommun/imports/${other}?page=2`)
})
