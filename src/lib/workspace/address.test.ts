import { expect, it } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { readAddress, shownFilter, writeAddress } from './address.ts'

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

it('keeps what is shown of areas, and what is open, in the address', () => {
  const search =
    '?how=areas&measure=crimes&kind=statistical&form=rate&group=violence&period=2025-01,2025-12&area=9901S01&table=1'
  const read = readAddress(new URLSearchParams(search), '9901')
  expect(read.areas).toMatchObject({ selected: '9901S01', events: false, choice: { groups: ['violence'] } })
  const written = new URLSearchParams(writeAddress(read))
  expect(readAddress(written, '9901')).toEqual(read)
  expect(readAddress(new URLSearchParams('how=areas&events=1'), '9901').areas.events).toBe(true)
})

it('says nothing of areas where cells are shown, and refuses nonsense about them', () => {
  const cells = readAddress(new URLSearchParams('measure=fear&area=9901S01'), '9901')
  expect(cells.areas.selected).toBeNull()
  expect(writeAddress(cells)).toBe('')
  expect(() => readAddress(new URLSearchParams('how=areas&measure=fear'), '9901')).toThrow(ProblemError)
})
