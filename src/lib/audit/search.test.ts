import { expect, it } from 'vitest'

import { readSearch, searchAddress } from './search.ts'

const read = (query: string) => readSearch(new URLSearchParams(query))

it('takes from an address what can be looked for, and leaves open what is nonsense', () => {
  const nonsense = 'from=2026-02-31&to=idag&page=-3&log=x'
  expect(read(nonsense)).toEqual({ log: 'acts', person: '', act: '', subject: '', from: '', to: '', page: 1 })
  expect(read(`person=${'x'.repeat(5000)}`).person).toHaveLength(200)
})

it('comes back from its own address', () => {
  const query = '?log=readings&person=Anna+%26+Bo&from=2026-02-28&to=2026-03-01&page=3'
  expect(searchAddress(read(query), 3)).toBe(query)
  expect(searchAddress(read(''))).toBe('')
})
