import { expect, it } from 'vitest'

import { nameBrowser } from './browser-name.ts'

it('names the usual ones, and nothing it does not know', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36'
  expect(nameBrowser(windows)).toEqual({ browser: 'Chrome', system: 'Windows' })
  expect(nameBrowser(`${windows} Edg/150.0`)).toEqual({ browser: 'Edge', system: 'Windows' })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 Version/26.0 Mobile Safari/604.1'
  expect(nameBrowser(phone)).toEqual({ browser: 'Safari', system: 'iOS' })
  expect(nameBrowser('curl/8')).toEqual({ browser: null, system: null })
})
