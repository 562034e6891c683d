import { test as plainTest, type Page, type Response } from '@playwright/test'

/**
 * `test` with a page whose `goto` and `reload` end when the page has woken up. A page that is shown and not awake yet takes
 * a click for nothing, and how long that is depends on what else the machine has to do.
 */
export const test = plainTest.extend({
  page: async ({ page, javaScriptEnabled }, use) => {
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
    if (javaScriptEnabled !== false) {
      page.goto = async (...given) => awake(page, await goto(...given))
      page.reload = async (...given) => awake(page, await reload(...given))
    }
    await use(page)
  },
})

async function awake(page: Page, response: Response | null): Promise<Response | null> {
  // What cannot be read as an address is answered by a page without scripts.
  const hasScripts = (await page.locator('script', { hasText: 'kit.start(' }).count()) > 0
  if (hasScripts) await page.locator('html[data-awake]').waitFor({ state: 'attached', timeout: 60_000 })
  return response
}
