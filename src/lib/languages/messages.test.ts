import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

import { m } from '#lib/languages/compiled/messages.js'

/**
 * The compiler answers a plug-in it cannot find with an empty set of messages and no failure, and pages would then show
 * nothing. So every message of the files must be there, in both languages, as words.
 */
const [sv, en] = await Promise.all(['sv', 'en'].map(read))

async function read(locale: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(new URL(`./messages/${locale}.json`, import.meta.url), 'utf8'))
}

test('both languages have the same messages', () => {
  expect(Object.keys(en ?? {}).sort()).toEqual(Object.keys(sv ?? {}).sort())
})

test('every message is compiled to words in both languages', () => {
  const compiled = m as unknown as Record<string, ((inputs: object, options: object) => string) | undefined>
  const inputs = new Proxy({}, { get: () => 2 })
  const silent = Object.keys(sv ?? {}).filter((key) =>
    ['sv', 'en'].some((locale) => {
      const words = compiled[key]?.(inputs, { locale })
      return !words || words === key || words.includes('undefined')
    }),
  )
  expect(silent).toEqual([])
})

test('no word that stamps a place', () => {
  expect(JSON.stringify(sv)).not.toMatch(/brottsplats|problemområde|utsatt område/i)
})
