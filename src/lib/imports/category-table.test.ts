import { expect, test } from 'vitest'

import { CategoryTable, readDecisions } from './category-table.ts'
import { isNeverMapped } from './not-mapped.ts'

test.each([
  'Våld i nära relation',
  'Grov kvinnofridskränkning',
  'GROV FRIDSKRÄNKNING',
  'Misshandel mot kvinna, närstående',
  'Våldtäkt, inomhus',
  'Sexuellt ofredande i bostad',
  'Misshandel mot barn 7–14 år',
  'Barnfridsbrott',
  'Våldtäkt mot barn',
  'Äktenskapstvång',
  'Hedersrelaterat våld och förtryck',
  'Domestic abuse',
  'Sexual assault (indoors)',
  'Offences against children',
  'Child sexual exploitation',
  'Honour-based violence',
])('%s is never mapped', (name) => {
  expect(isNeverMapped(name)).toBe(true)
})

test.each([
  'Violence and sexual offences',
  'Misshandel inomhus, obekant',
  'Våldtäkt utomhus, obekant med offret',
  'Misshandel, ej närstående',
  'Försök till mord mot kvinna/flicka',
  'Stöld av barnvagn',
  'Inbrott i bostad',
  'Klotter',
  'Snatteri',
  'Theft from the person',
])('%s may be mapped', (name) => {
  expect(isNeverMapped(name)).toBe(false)
})

const codes = [
  { code: '0303', name: 'Försök till mord', offenceGroup: 'violence' },
  { code: '9612', name: 'Våldtäkt inomhus', offenceGroup: null },
  { code: '1111', name: 'A', offenceGroup: 'theft' },
  { code: '1111', name: 'B', offenceGroup: 'damage' },
] as const

test('a code is text of four characters, with or without the zero a spreadsheet took', () => {
  const table = new CategoryTable([], codes)
  expect(table.offence('', '0303')).toBe('violence')
  expect(table.offence('', '303')).toBe('violence')
  expect(table.offence('0303', '')).toBe('violence')
  expect(table.offence('Misshandel', '9612')).toBe('not_mapped')
  expect(table.offence('', '1111')).toBeNull()
  expect(table.offence('', '2222')).toBeNull()
})

test('what a person decided goes before the names, but nothing makes an offence mapped that never is', () => {
  const table = new CategoryTable(
    readDecisions('crime', { Häleri: 'other', Rån: 'not_mapped', '9612': 'violence' }, []).decisions,
    codes,
  )
  expect(table.offence('HÄLERI', '')).toBe('other')
  expect(table.offence('Rån', '')).toBe('not_mapped')
  expect(table.offence('', '9612')).toBe('not_mapped')
  expect(new CategoryTable(readDecisions('remark', { Gropar: 'traffic' }, []).decisions).theme('gropar')).toBe(
    'traffic',
  )
})

test('a decision without effect is refused: no such category, or an offence that is never mapped, by word or by code', () => {
  const faultsOf = (source: 'crime' | 'remark', stated: Record<string, string>) =>
    readDecisions(source, stated, codes).faults.map(({ value }) => value)
  expect(faultsOf('crime', { Häleri: 'lighting' })).toEqual(['lighting'])
  expect(faultsOf('remark', { Gropar: 'not_mapped' })).toEqual(['not_mapped'])
  expect(faultsOf('crime', { 'Våld i nära relation': 'violence', '9612': 'violence' })).toEqual(
    ['Våld i nära relation', '9612'].sort(),
  )
  expect(faultsOf('crime', { '9612': 'not_mapped', '0303': 'other', 1111: 'theft' })).toEqual([])
})
