import { describe, expect, test } from 'vitest'
import { describeSlot, slotOf, slots, slotsMatching } from './slot.ts'

const everything = { sources: null, categories: null, feelings: null }

test('every combination has its own number, from 1 on', () => {
  expect(slots.map(({ slot }) => slot)).toEqual(Array.from({ length: 87 }, (_, index) => index + 1))
  for (const { slot, source, category, feeling } of slots) {
    expect(slotOf(source, category, feeling)).toBe(slot)
    expect(describeSlot(slot)).toEqual({ slot, source, category, feeling })
  }
})

test('what no source has is refused', () => {
  expect(() => slotOf('crime', 'lighting', null)).toThrow(RangeError)
  expect(() => slotOf('crime', 'theft', 'safe')).toThrow(RangeError)
  expect(() => slotOf('remark', 'theft', null)).toThrow(RangeError)
  expect(() => describeSlot(0)).toThrow(RangeError)
})

describe('the slots of a filter', () => {
  test('everything is all on both sides', () => {
    expect(slotsMatching(everything)).toEqual({ municipality: 'all', police: 'all' })
  })

  test('one source leaves the other side empty', () => {
    expect(slotsMatching({ ...everything, sources: ['crime'] })).toEqual({ municipality: [], police: 'all' })
    expect(slotsMatching({ ...everything, sources: ['remark', 'observation'] })).toEqual({
      municipality: 'all',
      police: [],
    })
  })

  test('a feeling narrows remarks and observations and leaves crimes alone', () => {
    const { municipality, police } = slotsMatching({ ...everything, feelings: ['unsafe'] })
    expect(police).toBe('all')
    expect(municipality).toHaveLength(24)
    expect([...municipality].every((slot) => describeSlot(Number(slot)).feeling === 'unsafe')).toBe(true)
  })

  test('a category applies to every chosen source that has it', () => {
    const { municipality, police } = slotsMatching({ ...everything, categories: ['threats', 'lighting'] })
    expect(municipality).toHaveLength(12)
    expect(police).toEqual([slotOf('crime', 'threats', null)])
  })

  test('an empty choice chooses nothing', () => {
    expect(slotsMatching({ ...everything, sources: [] })).toEqual({ municipality: [], police: [] })
  })
})
