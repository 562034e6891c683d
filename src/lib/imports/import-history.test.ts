import { expect, test } from 'vitest'

import { historySearch, mergeHistories, pageOfHistory, type HistoryEntry } from './import-history.ts'

function entry(number: number, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    municipalityCode: '9904',
    id: `019aab00-0000-7000-8000-${String(number).padStart(12, '0')}`,
    kind: 'remarks',
    audience: 'municipality',
    fileName: `synpunkter-${number}.csv`,
    fileSha256: 'ab'.repeat(32),
    trial: false,
    rowsRead: 10,
    added: 10,
    alreadyPresent: 0,
    withoutPosition: 0,
    outside: 0,
    excluded: 0,
    refused: 0,
    refusalsKept: 0,
    importedAt: new Date(Date.UTC(2026, 10, 1, 0, number)),
    importedBy: 'anna',
    undoneAt: null,
    undoneBy: null,
    hasRefusals: false,
    ...changes,
  }
}

const asked = (text: string) => new URLSearchParams(text)

test('both sides are told as one log, newest first, an entry both may read once', () => {
  const [first, second, third] = [entry(1), entry(2, { kind: 'crimes', audience: 'police' }), entry(3)]
  expect(mergeHistories([third, first], [second, first]).map(({ id }) => id)).toEqual([third.id, second.id, first.id])
})

test('a log is read by kind and by page, and says how many there are of each kind', () => {
  const many = Array.from({ length: 120 }, (_, number) =>
    entry(number, { kind: number % 4 === 0 ? 'crimes' : 'remarks' }),
  )
  const all = pageOfHistory(many, asked(''))
  expect(all).toMatchObject({ kind: null, page: 1, pages: 3, total: 120 })
  expect(all.kinds).toEqual([
    { kind: 'remarks', count: 90 },
    { kind: 'crimes', count: 30 },
  ])
  const remarks = pageOfHistory(many, asked('kind=remarks&page=2'))
  expect(remarks).toMatchObject({ kind: 'remarks', page: 2, pages: 2, total: 120 })
  expect(remarks.entries).toHaveLength(40)
})

test('an address that asks for what is not there gets the nearest that is', () => {
  const some = [entry(1)]
  expect(pageOfHistory(some, asked('kind=crimes&page=9'))).toMatchObject({ kind: null, page: 1, pages: 1 })
  expect(pageOfHistory(some, asked('page=-3')).page).toBe(1)
  expect(pageOfHistory(some, asked('page=två')).page).toBe(1)
  expect(pageOfHistory([], asked('page=2'))).toMatchObject({ page: 1, pages: 1, total: 0 })
})

test('addresses of pages leave out what is open', () => {
  expect(historySearch(null, 1)).toBe('')
  expect(historySearch('area-counts', 1)).toBe('?kind=area-counts')
  expect(historySearch('crimes', 2)).toBe('?kind=crimes&page=2')
})
