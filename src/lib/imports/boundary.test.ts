import { expect, test } from 'vitest'

import { chooseSlugs, findBoundaryFaults, guessBoundaryColumns, readCode, slugOf } from './boundary.ts'
import type { BoundaryFeature } from './boundary.ts'

function features(...rows: Record<string, unknown>[]): BoundaryFeature[] {
  return rows.map((properties, index) => ({ row: index + 1, properties, geometry: null }))
}

test('columns are known by name and by what they hold', () => {
  const okfse = features(
    { lan_code: '01', kom_namn: 'Tyresö', id: '0138' },
    { lan_code: '01', kom_namn: 'Täby', id: '0160' },
  )
  expect(guessBoundaryColumns(okfse, {})).toEqual({ code: 'id', name: 'kom_namn' })
  const numbered = features(
    { id: 1, kommun_kod: 114, kommun: 'Upplands Väsby' },
    { id: 2, kommun_kod: 115, kommun: 'Vallentuna' },
  )
  expect(guessBoundaryColumns(numbered, {})).toEqual({ code: 'kommun_kod', name: 'kommun' })
  expect(guessBoundaryColumns(features({ lan_kod: '01', lan: 'Stockholms län' }), {})).toEqual({
    code: null,
    name: null,
  })
})

test('a code is four digits; a dropped nought is put back', () => {
  expect(readCode('0114')).toBe('0114')
  expect(readCode(114)).toBe('0114')
  expect(readCode('01')).toBeNull()
  expect(readCode('0000')).toBeNull()
})

test('names in addresses', () => {
  expect(slugOf('Upplands Väsby')).toBe('upplands-vasby')
  expect(slugOf('Malung-Sälen')).toBe('malung-salen')
  expect(slugOf('Östra Göinge')).toBe('ostra-goinge')
})

test('the lowest code gets the word, unless another has it already', () => {
  const both = [
    { code: '0643', name: 'Habo' },
    { code: '0305', name: 'Håbo' },
  ]
  expect(Object.fromEntries(chooseSlugs(both, new Map()))).toEqual({ '0305': 'habo', '0643': 'habo-0643' })
  const taken = new Map([['0643', 'habo']])
  expect(Object.fromEntries(chooseSlugs(both, taken))).toEqual({ '0643': 'habo', '0305': 'habo-0305' })
  expect(chooseSlugs([{ code: '0305', name: 'Håbo' }], taken).get('0305')).toBe('habo-0305')
  expect(chooseSlugs([{ code: '1234', name: 'Api' }], new Map()).get('1234')).toBe('api-1234')
})

test('faults name row, column and value', () => {
  const rows = features({ kod: '0114', namn: 'A' }, { kod: 'x', namn: '' }, { kod: '114', namn: 'B' })
  expect(findBoundaryFaults(rows, { code: 'kod', name: 'namn' })).toMatchObject([
    { row: 2, column: 'kod', value: 'x' },
    { row: 2, column: 'namn', value: '' },
    { row: 3, column: 'kod', value: '114' },
  ])
})
