import type { Locator, Page } from '@playwright/test'

export interface PageWatch {
  /** Errors on the console, uncaught errors and breaches of the content security policy, in the order they came. */
  errors: string[]
  /** Requests that left the loopback address. */
  foreignRequests: string[]
}

/** Notes from now on what no page of the product may do. Call it before `page.goto`. */
export async function watchPage(page: Page): Promise<PageWatch> {
  const watch: PageWatch = { errors: [], foreignRequests: [] }
  page.on('console', (message) => {
    if (message.type() === 'error') watch.errors.push(message.text())
  })
  page.on('pageerror', (error) => watch.errors.push(String(error)))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const local = !/^(?:https?|wss?):$/.test(protocol) || hostname === '127.0.0.1'
    if (!local) watch.foreignRequests.push(request.url())
  })
  await page.exposeFunction('noteViolation', (text: string) => watch.errors.push(text))
  await page.addInitScript(() => {
    const noted = globalThis as unknown as { noteViolation(text: string): void }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      noted.noteViolation(`content security policy: ${violatedDirective} blocked ${blockedURI}`),
    )
  })
  return watch
}

/**
 * How many different colours a WebGL canvas shows now; one that was not painted shows one. It is asked of a screenshot,
 * because such a canvas cannot be read back once its frame is shown, with everything that lies over it hidden.
 */
export async function coloursOf(canvas: Locator): Promise<number> {
  await setOthersHidden(canvas, true)
  const picture = (await canvas.screenshot()).toString('base64')
  await setOthersHidden(canvas, false)
  const reader = await canvas.page().context().newPage()
  try {
    return await reader.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      if (context === null) return 0
      context.drawImage(bitmap, 0, 0)
      return new Set(new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size
    }, picture)
  } finally {
    await reader.close()
  }
}

/** Through the style object, which a content security policy allows; visibility is inherited, and a child may differ. */
async function setOthersHidden(canvas: Locator, hidden: boolean): Promise<void> {
  await canvas.evaluate((element, hide) => {
    document.documentElement.style.visibility = hide ? 'hidden' : ''
    element.style.visibility = hide ? 'visible' : ''
  }, hidden)
}
