import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

import { cellCenter, hexToCell } from '#lib/cells/h3.ts'
import { test } from '../support/page.ts'

const map = '/fyrskar/map'

function sentence(page: Page) {
  return page.locator('main p[aria-live="polite"]').first()
}

/** The first whole number in a text, however its thousands are written. */
function numberIn(text: string | null): number {
  return Number(/\d[\d\s,]*/.exec(text ?? '')?.[0].replace(/\D/g, ''))
}

async function drawn(page: Page): Promise<void> {
  await expect(page.getByText(/i kartbilden|in view/)).toBeVisible({ timeout: 60_000 })
}

/** A hexagon with much in it, in the middle of the map. */
async function atFullestCell(page: Page): Promise<{ cell: string; count: number }> {
  const bounds = '19,58,22,60'
  const answer = await page.request.get(`/api/v1/cells?municipality=9901&bbox=${bounds}&res=10`)
  const { cells } = (await answer.json()) as { cells: [string, number][] }
  const [cell, count] = cells.reduce((most, one) => (one[1] > most[1] ? one : most))
  const [lng, lat] = cellCenter(hexToCell(cell))
  await page.goto(`${map}?lng=${lng.toFixed(5)}&lat=${lat.toFixed(5)}&zoom=13.5`)
  await drawn(page)
  return { cell, count }
}

test('choices change the sentence and its number, are kept in the address, and the back button undoes them', async ({
  page,
}) => {
  await page.goto(map)
  await drawn(page)
  await expect(sentence(page)).toHaveText(/^Synpunkter, iakttagelser och anmälda brott, hela perioden: [\d\s]+ st/)
  const everything = numberIn(await sentence(page).textContent())

  await page.getByRole('checkbox', { name: /^Anmälda brott/ }).uncheck()
  await expect(sentence(page)).toHaveText(/^Synpunkter och iakttagelser, hela perioden: /)
  const said = numberIn(await sentence(page).textContent())
  expect(said).toBeLessThan(everything)

  await page.getByRole('checkbox', { name: /^Otrygg/ }).check()
  await expect(sentence(page)).toHaveText(/^Synpunkter och iakttagelser där någon känner sig otrygg, /)
  const beside = await page
    .getByRole('checkbox', { name: /^Otrygg/ })
    .locator('..')
    .locator('.count')
    .textContent()
  expect(numberIn(await sentence(page).textContent())).toBe(numberIn(beside))
  await expect(page).toHaveURL(/source=remark,observation.*feeling=unsafe/)

  await page.reload()
  await expect(sentence(page)).toHaveText(/^Synpunkter och iakttagelser där någon känner sig otrygg, /)
  await page.goBack()
  await expect(sentence(page)).toHaveText(/^Synpunkter och iakttagelser, hela perioden: /)
})

test('heat counts only what feels unsafe, and says so', async ({ page }) => {
  await page.goto(`${map}?source=remark`)
  await drawn(page)
  await page.getByRole('radio', { name: 'Värme' }).check()
  await expect(sentence(page)).toHaveText(/^Synpunkter där någon känner sig otrygg, /)
  await page.getByRole('checkbox', { name: /^Trygg/ }).check()
  await expect(sentence(page)).toHaveText(/^Synpunkter där någon känner sig trygg eller otrygg, /)
})

test('a hexagon opens what it is made of, then the list, then each statement', async ({ page }) => {
  const { count } = await atFullestCell(page)
  const canvas = page.getByRole('application', { name: 'Karta över Fyrskär' })
  const box = await canvas.boundingBox()
  const panel = page.getByRole('region', { name: /^Nära / })
  // The first click may come before the hexagons are painted.
  await expect(async () => {
    await canvas.click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } })
    await expect(panel).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 40_000 })
  await expect(panel.getByText('i rutan')).toHaveText(new RegExp(`^${count}\\s`))
  await expect(panel.getByRole('img', { name: /månad för månad/ })).toBeVisible()

  await panel.getByRole('button', { name: 'Visa listan' }).click()
  const rows = panel.getByRole('listitem')
  await expect(rows).toHaveCount(Math.min(count, 50))
  await rows.first().locator('summary').click()
  await expect(rows.first().getByText('Källa')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(panel.getByRole('button', { name: 'Visa listan' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('the keyboard selects a cell, walks to the next, and lists its keys', async ({ page }) => {
  await atFullestCell(page)
  await page.getByRole('application', { name: 'Karta över Fyrskär' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Nära |^Vald ruta/ })).toBeFocused()
  await expect(page).toHaveURL(/cell=8a/)
  const first = new URL(page.url()).searchParams.get('cell')

  await page.getByRole('application', { name: 'Karta över Fyrskär' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => new URL(page.url()).searchParams.get('cell')).not.toBe(first)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Hjälp och tangenter' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('the table holds the same cells, can be sorted, and selects', async ({ page }) => {
  await page.goto(`${map}?source=remark`)
  await drawn(page)
  await page.getByRole('button', { name: 'Visa som tabell' }).click()
  const table = page.getByRole('table', { name: /Rutorna i kartbilden/ })
  const counts = async () => (await table.locator('tbody td:nth-child(4)').allTextContents()).map(Number)
  const falling = await counts()
  expect(falling.length).toBeGreaterThan(10)
  expect(falling).toEqual(falling.toSorted((a, b) => b - a))
  await table.getByRole('button', { name: 'Antal' }).click()
  expect(await counts()).toEqual(falling.toReversed())

  await table.getByRole('button', { name: /^Välj ruta 1,/ }).click()
  const panel = page.getByRole('region', { name: /^Nära / })
  await expect(panel.getByText('i rutan')).toHaveText(new RegExp(`^${falling[0]}\\s`))
})

test('a place is found by the keyboard, and the map goes there', async ({ page }) => {
  await page.goto(map)
  await drawn(page)
  const before = page.url()
  await page.keyboard.press('/')
  const search = page.getByRole('combobox', { name: 'Sök plats, område eller gata' })
  await expect(search).toBeFocused()
  await search.pressSequentially('station')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(before)
  await expect(page).toHaveURL(/zoom=1[3-9]/)
})

test('English has the same view, the same figures and English numbers', async ({ page }) => {
  await page.goto(`${map}?source=crime`)
  await drawn(page)
  const swedish = numberIn(await sentence(page).textContent())
  await page.getByRole('link', { name: /In English/ }).click()
  await expect(page).toHaveURL(/\/en\/fyrskar\/map\?source=crime/)
  await expect(sentence(page)).toHaveText(/^Reported crimes, all time: \d,\d{3}, of which \d+ without a place\.$/)
  expect(numberIn(await sentence(page).textContent())).toBe(swedish)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('without scripts the figures are there, and the form gives others', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto(map)
  await expect(page.getByRole('table')).toContainText('Belysning')
  await page.getByRole('checkbox', { name: /^Anmälda brott/ }).uncheck()
  await page.getByRole('checkbox', { name: /^Otrygg/ }).check()
  await page.getByRole('button', { name: 'Visa urvalet' }).click()
  await expect(sentence(page)).toHaveText(/^Synpunkter och iakttagelser där någon känner sig otrygg, /)
  await expect(page.getByRole('table')).not.toContainText('Anmälda brott')
  await context.close()
})

test('a code leads to the slug, and what is not there is told in words', async ({ page }) => {
  await page.goto('/9901/map?source=crime')
  await expect(page).toHaveURL(/\/fyrskar\/map\?source=crime/)
  const missing = await page.goto('/en/finns-inte/map')
  expect(missing?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such municipality here.')
  const malformed = await page.goto(`${map}?from=2026-13`)
  expect(malformed?.status()).toBe(400)
  await expect(page.getByText('2026-13')).toBeVisible()
})

for (const width of [390, 320]) {
  test(`nothing overflows at ${width} px, and the panels rise from the bottom`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 })
    await page.goto(`${map}?source=remark&category=lighting,deserted&feeling=unsafe`)
    await drawn(page)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBe(0)
    await expect(page.getByRole('banner').getByText('påhittad kommun').last()).toBeVisible()
    await page.getByRole('button', { name: 'Urval', exact: true }).click()
    await page.getByRole('button', { name: 'Rensa urvalet' }).click()
    await expect(sentence(page)).toHaveText(/^Synpunkter, iakttagelser och anmälda brott/)
    expect(await overflow()).toBe(0)
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no barrier that axe can find, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const violations = async () => {
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }
    await page.goto('/')
    expect(await violations()).toEqual([])

    const { cell } = await atFullestCell(page)
    await page.goto(`${map}?cell=${cell}`)
    await drawn(page)
    await expect(page.getByRole('region', { name: /^Nära / }).getByText('i rutan')).toBeVisible()
    expect(await violations()).toEqual([])

    await page.getByRole('button', { name: 'Visa listan' }).click()
    await expect(page.getByText('de senaste först')).toBeVisible()
    await page.getByRole('button', { name: 'Visa som tabell' }).click()
    await page.getByText('Teman').first().click()
    await page.getByText('Brottsgrupper').first().click()
    expect(await violations()).toEqual([])

    await page.keyboard.press('?')
    expect(await violations()).toEqual([])
  })
}

test('the chosen appearance is remembered, from the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole('button', { name: 'Mörkt utseende' }).click()
  await expect.poll(ground).not.toBe(light)
  const dark = await ground()
  const response = await page.reload()
  expect(await response?.text()).toContain('name="scheme" content="dark"')
  expect(await ground()).toBe(dark)
})
