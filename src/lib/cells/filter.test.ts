import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'
import { feelings, offenceGroups, sources, themes } from './category.ts'
import {
  filterToSearchParams,
  parseBox,
  parseCell,
  parseCellFilter,
  parseCellQuery,
  type CellFilter,
} from './filter.ts'
import { earliestMonth, latestMonth, monthNumber } from './period.ts'

fc.configureGlobal({ seed: 20261122 })

const base = 'municipality=1282&bbox=12.7,55.8,12.9,55.95&res=9'

function query(changes: Record<string, string | null>) {
  const params = new URLSearchParams(base)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  return parseCellQuery(params)
}

function reasonsOf(act: () => unknown): ProblemReason[] {
  try {
    act()
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid-parameter') return error.errors
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a question', () => {
  test('left open asks for everything', () => {
    expect(query({})).toEqual({
      filter: {
        municipalityCode: '1282',
        sources: null,
        categories: null,
        feelings: null,
        fromMonth: null,
        toMonth: null,
      },
      box: [12.7, 55.8, 12.9, 55.95],
      resolution: 9,
    })
  })

  test('holds lists, months and a zoom', () => {
    const { filter, resolution } = query({
      source: 'remark,crime',
      category: 'theft,lighting,theft',
      feeling: 'unsafe',
      from: '2025-01',
      to: '2026-11',
      res: null,
      zoom: '12.3',
    })
    expect(filter).toEqual({
      municipalityCode: '1282',
      sources: ['remark', 'crime'],
      categories: ['theft', 'lighting'],
      feelings: ['unsafe'],
      fromMonth: monthNumber(2025, 1),
      toMonth: monthNumber(2026, 11),
    })
    expect(resolution).toBe(9)
  })

  test('given empty is left open, and none is nothing', () => {
    expect(query({ source: '', from: '' }).filter).toMatchObject({ sources: null, fromMonth: null })
    expect(query({ source: 'none' }).filter.sources).toEqual([])
  })
})

describe('what is refused, by name and in both languages', () => {
  const cases: [string, Record<string, string | null>][] = [
    ['municipality', { municipality: null }],
    ['municipality', { municipality: '0000' }],
    ['municipality', { municipality: "1282' or 1=1" }],
    ['source', { source: 'remark,police' }],
    ['category', { category: 'fear' }],
    ['feeling', { feeling: 'happy' }],
    ['from', { from: '2025' }],
    ['from', { from: '1899-12' }],
    ['to', { to: '2100-01' }],
    ['from', { from: '2025-02', to: '2025-01' }],
    ['bbox', { bbox: null }],
    ['bbox', { bbox: 'NaN,55,13,56' }],
    ['bbox', { bbox: '12,55,13' }],
    ['bbox', { bbox: '12,55,13,56,57' }],
    ['bbox', { bbox: '12,,13,56' }],
    ['bbox', { bbox: '0x1,55,13,56' }],
    ['bbox', { bbox: 'Infinity,55,13,56' }],
    ['bbox', { bbox: '12,55,190,56' }],
    ['bbox', { bbox: '12,-91,13,56' }],
    ['bbox', { bbox: '13,55,12,56' }],
    ['bbox', { bbox: '179,55,-179,56' }],
    ['bbox', { bbox: '12,56,13,55' }],
    ['bbox', { bbox: '12,55,12,56' }],
    ['bbox', { bbox: '-180,-90,180,90', res: '15' }],
    ['bbox', { bbox: '11,55,24,69', res: '13' }],
    ['res', { res: null }],
    ['res', { res: '16' }],
    ['res', { res: '-1' }],
    ['res', { res: '9.5' }],
    ['res', { res: 'nine' }],
    ['zoom', { res: null, zoom: 'close' }],
    ['zoom', { res: null, zoom: '31' }],
  ]

  test.each(cases)('%s: %o', (column, changes) => {
    const reasons = reasonsOf(() => query(changes))
    expect(reasons.map((reason) => reason.column)).toEqual([column])
    expect(reasons[0]?.value).toBe(
      new URLSearchParams(Object.entries({ [column]: '', ...changes }).map(([k, x]) => [k, x ?? ''])).get(column),
    )
    expect(reasons[0]?.reason.sv).toMatch(/\.$/)
    expect(reasons[0]?.reason.en).toMatch(/\.$/)
  })

  test('several at once are all named', () => {
    const reasons = reasonsOf(() => query({ municipality: 'x', source: 'y', bbox: 'z', res: 'w' }))
    expect(reasons.map(({ column }) => column).sort()).toEqual(['bbox', 'municipality', 'res', 'source'])
  })

  test('a parameter given twice does not slip through', () => {
    expect(reasonsOf(() => parseCellQuery(new URLSearchParams(`${base}&res=15`)))[0]?.column).toBe('res')
  })

  test('a cell that is none', () => {
    expect(reasonsOf(() => parseCell('89zz'))[0]).toMatchObject({ column: 'cell', value: '89zz' })
    expect(parseCell('89088662ec7ffff')).toBe(0x89088662ec7ffffn)
  })

  test('no text at all brings anything but a refusal', () => {
    const names = ['municipality', 'bbox', 'res', 'zoom', 'source', 'category', 'feeling', 'from', 'to']
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), (name, text) => {
        const params = new URLSearchParams(base)
        params.set(name, text)
        try {
          parseCellQuery(params)
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError)
        }
      }),
    )
  })
})

test('a box alone can be read', () => {
  expect(parseBox(new URLSearchParams(base))).toEqual([12.7, 55.8, 12.9, 55.95])
})

test('a filter is written so that it is read again alike', () => {
  const some = <Item>(items: readonly Item[]) => fc.option(fc.uniqueArray(fc.constantFrom(...items)))
  const month = fc.option(fc.integer({ min: earliestMonth, max: latestMonth }))
  const filter: fc.Arbitrary<CellFilter> = fc
    .record({
      municipalityCode: fc.constant('1282'),
      sources: some(sources),
      categories: some([...new Set([...themes, ...offenceGroups])]),
      feelings: some(feelings),
      fromMonth: month,
      toMonth: month,
    })
    .filter(({ fromMonth, toMonth }) => fromMonth === null || toMonth === null || fromMonth <= toMonth)
  fc.assert(
    fc.property(filter, (given) => {
      expect(parseCellFilter(filterToSearchParams(given))).toEqual(given)
    }),
  )
})
