import { expect, test } from 'vitest'

import { pageAtPolisen } from './event-page.ts'

test('an event leads to its page at polisen.se and nowhere else', () => {
  const page = '/aktuellt/handelser/2026/augusti/22/22-augusti-09.48-trafikolycka-lund/'
  expect(pageAtPolisen(page)).toBe(`https://polisen.se${page}`)
  expect(pageAtPolisen(`https://polisen.se${page}`)).toBe(`https://polisen.se${page}`)
  for (const path of [
    '',
    '//evil.example/x',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a"onclick="x',
    '.evil',
  ]) {
    expect(pageAtPolisen(path)).toBeNull()
  }
})
