import { expect, it } from 'vitest'

import { ownAddress } from './own-address.ts'

it('goes on to our own pages alone', () => {
  expect(ownAddress('/fyrskar/map?source=crime#a')).toBe('/fyrskar/map?source=crime#a')
  const elsewhere = ['https://ond.example', '//ond.example', '/\\ond.example', '/\t/ond.example', '/..//ond.example']
  for (const to of [null, '', 'fyrskar', 'javascript:alert(1)', ...elsewhere])
    expect(ownAddress(to), String(to)).toBe('/')
})
