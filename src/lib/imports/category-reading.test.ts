import { expect, test } from 'vitest'

import { readCategory } from './category-reading.ts'

const codebook = [
  { code: '9611', codebookVersion: '6.1', name: 'Oaktsam våldtäkt, utomhus', offenceGroup: 'sexual_offence' as const },
  { code: '9612', codebookVersion: '6.1', name: 'Oaktsam våldtäkt, inomhus', offenceGroup: null },
]
const decisions = [
  { written: 'häleri', category: 'other' as const },
  { written: 'stöld', category: 'not_mapped' as const },
]

test.each([
  ['Cykelstöld', 'bicycle_theft', 'names'],
  ['HÄLERI', 'other', 'decision'],
  ['Stöld', 'not_mapped', 'decision'],
  ['9611', 'sexual_offence', 'codebook'],
  ['9612', 'not_mapped', 'codebook'],
  ['Våld i nära relation', 'not_mapped', 'never'],
  ['Ocker', null, null],
])('%s counts as %s because of %s', (words, category, because) => {
  expect(readCategory('crime', words, decisions, codebook)).toEqual({ words, category, because })
})

test('themes have no codebook and are never left off the map', () => {
  expect(readCategory('remark', 'Gatubelysning', [], [])).toMatchObject({ category: 'lighting', because: 'names' })
  expect(readCategory('remark', 'Våld mot barn', [], [])).toMatchObject({ category: null, because: null })
})
