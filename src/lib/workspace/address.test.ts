import { expect, it } from 'vitest'

import { shownFilter } from './address.ts'

const everything = {
  municipalityCode: '9901',
  sources: null,
  categories: null,
  feelings: null,
  fromMonth: null,
  toMonth: null,
}

it('does not count, or speak of, what is absent from this installation', () => {
  expect(shownFilter(everything, 'count', []).sources).toBeNull()
  expect(shownFilter(everything, 'count', ['crime']).sources).toEqual(['remark', 'observation'])
  expect(shownFilter({ ...everything, sources: ['crime'] }, 'count', ['crime']).sources).toEqual([])
})

it('counts only what feels unsafe as heat, unless feelings are chosen', () => {
  expect(shownFilter(everything, 'heat', []).feelings).toEqual(['unsafe'])
  expect(shownFilter({ ...everything, feelings: ['safe'] }, 'heat', []).feelings).toEqual(['safe'])
  expect(shownFilter(everything, 'count', []).feelings).toBeNull()
})
