import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

import { test } from '../support/page.ts'

const map = '/fyrskar/map?how=areas'

const sentence = (page: Page) => page.locator('main p[aria-live="polite"]').first()
const canvas = (page: Page) => page.getByRole('application', { name: 'Karta över Fyrskär' })
const legend = (page: Page) => page.getByRole('figure')

async function drawn(page: Page): Promise<void> {
  await expect(legend(page)).toBeVisible({ timeout: 60_000 })
  await expect(canvas(page)).toBeVisible({ timeout: 60_000 })
}

test('areas show what was handed over: choices change sentence and legend, are kept, and the back button undoes them', async ({
  page,
}) => {
  await page.goto('/fyrskar/map')
  await expect(page.getByText(/i kartbilden/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('radio', { name: 'Områden' }).check()
  await drawn(page)
  await expect(sentence(page)).toHaveText(
    /^Anmälda brott, 2025, i 12 statistiska områden: mellan [\d\s]+ och [\d\s]+ st\.$/,
  )
  await expect(legend(page)).toContainText('Utlämnat av Polisen (påhittat) 2 februari 2026')

  await page.getByLabel('Brottsgrupp').selectOption('Våld')
  await expect(sentence(page)).toHaveText(/^Anmälda brott som gäller våld, 2025, /)
  await expect(legend(page)).toContainText('utlämnat som ”<5”')
  await expect(legend(page)).toContainText('utlämnat som ”-”')
  await page.getByLabel('Period').selectOption('kvartal 4 2022')
  await expect(page).toHaveURL(/group=violence&period=2022-10,2022-12/)
  await page.reload()
  await expect(sentence(page)).toHaveText(/^Anmälda brott som gäller våld, kvartal 4 2022, /)
  await page.goBack()
  await expect(sentence(page)).toHaveText(/^Anmälda brott som gäller våld, 2025, /)

  await page.getByRole('radio', { name: 'Per 1 000 invånare' }).check()
  await expect(sentence(page)).toHaveText(/per 1 000 invånare.*Räknat på befolkningen 2025\.$/)
  await expect(legend(page)).toContainText('Räknas bara där minst 200 bor och minst 20 brott är anmälda.')
  await page.getByLabel('Visa', { exact: true }).selectOption('Enkätsvar')
  await expect(sentence(page)).toHaveText(/^Andel som svarat .* Hela kommunen: \d+ % \(mellan \d+ och \d+ %\)/)
})

test('the keyboard selects an area, whose panel tells everything known of it, and walks to the next', async ({
  page,
}) => {
  await page.goto(map)
  await drawn(page)
  await canvas(page).focus()
  await expect(async () => {
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/area=9901S/, { timeout: 1000 })
  }).toPass({ timeout: 40_000 })
  const panel = page.locator('section[aria-labelledby="selection-title"]')
  await expect(panel.getByRole('heading', { name: 'Anmälda brott' })).toBeVisible()
  await expect(panel.getByText(/mörkertal/)).toBeVisible()
  await expect(panel.getByRole('table', { name: /^Befolkning 2025/ }).getByRole('row')).toHaveCount(7)
  await expect(panel.getByText(/% \(mellan \d+ och \d+ %\)|utlämnat som/).first()).toBeVisible()

  const first = new URL(page.url()).searchParams.get('area')
  await canvas(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => new URL(page.url()).searchParams.get('area')).not.toBe(first)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('events of the police are a list beside the map, and say what they are not', async ({ page }) => {
  await page.goto(map)
  await drawn(page)
  await page.getByRole('button', { name: 'Polisens händelser' }).click()
  const panel = page.getByRole('region', { name: 'Polisens händelser' })
  await expect(panel.getByText(/Det är inte statistik/)).toBeVisible()
  await panel.locator('summary').first().click()
  await expect(panel.getByText(/, Fyrskär/).first()).toBeVisible()
})

for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 390 },
  { colorScheme: 'light', width: 320 },
] as const) {
  test(`areas have no barrier that axe can find and overflow nothing, ${colorScheme} at ${width} px`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 720 })
    const violations = async () => {
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await page.goto(`${map}&group=violence&area=9901S01`)
    await drawn(page)
    await expect(page.getByRole('heading', { name: 'Centrum' })).toBeVisible()
    await page.locator('#selection-body summary').first().click()
    expect(await violations()).toEqual([])
    expect(await overflow()).toBe(0)

    await page.goto(`${map}&measure=survey&table=1`)
    const rows = page.getByRole('table', { name: /^Andel som svarat/ }).getByRole('row')
    await expect(rows).toHaveCount(13)
    await expect(page.getByRole('button', { name: 'Välj Verkstan' })).toBeVisible()
    expect(await violations()).toEqual([])
    expect(await overflow()).toBe(0)
  })
}

test('without scripts the figures of areas are there, and the form gives others', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto(map)
  await expect(page.getByRole('table')).toContainText('Norrstaden')
  await page.getByLabel('Brottsgrupp').selectOption('Rån')
  await page.getByRole('button', { name: 'Visa urvalet' }).click()
  await expect(sentence(page)).toHaveText(/^Anmälda brott som gäller rån, 2025, /)
  await expect(page.getByRole('table')).toContainText('”<5”')
  const malformed = await page.goto(`${map}&period=2025`)
  expect(malformed?.status()).toBe(400)
  await context.close()
})
