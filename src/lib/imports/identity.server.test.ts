import { hash } from 'node:crypto'

import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { RowIdentities } from './identity.server.ts'

/** As the decision on identities words it, step by step. */
function identitiesByTheBook(source: string, contents: readonly Record<string, unknown>[]): string[] {
  const seen = new Map<string, number>()
  return contents.map((content) => {
    const canonical = canonicalize({ source, ...content }) ?? ''
    const occurrence = (seen.get(canonical) ?? 0) + 1
    seen.set(canonical, occurrence)
    const hex = hash('sha256', `${canonical}\n${occurrence}`, 'hex')
    const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3)
    const rest = `${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${rest}`
  })
}

const content = fc.record(
  {
    offence: fc.string({ unit: 'grapheme' }),
    place: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    from: fc.option(fc.date({ noInvalidDate: true })),
    lngLat: fc.option(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(58.1234567))),
    precision: fc.option(fc.integer()),
    code: fc.string(),
  },
  { requiredKeys: ['offence', 'place', 'from', 'lngLat', 'precision'] },
)

test('an identity is the hash of the canonical JSON and of how many equal rows came before', () => {
  fc.assert(
    fc.property(
      fc.array(content, { maxLength: 5 }),
      fc.array(fc.nat({ max: 4 }), { maxLength: 30 }),
      (kinds, order) => {
        const rows = order.flatMap((index) => kinds[index] ?? [])
        const identities = new RowIdentities('crime')
        expect(rows.map((row) => identities.next(row))).toEqual(identitiesByTheBook('crime', rows))
      },
    ),
    { seed: 20261122 },
  )
})

test('among many rows equal ones are still told apart, each as one more', () => {
  const identities = new RowIdentities('remark')
  const rows = Array.from({ length: 30_000 }, (_, index) => ({ words: `row ${index % 20_000}` }))
  const made = rows.map((row) => identities.next(row))
  expect(new Set(made).size).toBe(rows.length)
  expect(made).toEqual(identitiesByTheBook('remark', rows))
})
