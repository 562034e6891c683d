import { expect, test } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { readStatedCategories } from './category-form.ts'

function form(source: string, ...pairs: [word: string, category: string][]): FormData {
  const data = new FormData()
  data.set('source', source)
  for (const [word, category] of pairs) {
    data.append('word', word)
    data.append('category', category)
  }
  return data
}

function reasonOf(data: FormData): string | undefined {
  try {
    readStatedCategories(data)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid-form') return error.errors[0]?.reason.en
    throw error
  }
  return undefined
}

test('words are saved with what was chosen for them; the rest stays undecided', () => {
  const read = readStatedCategories(form('crime', [' Häleri ', 'other'], ['Ocker', ''], ['Hot mot barn', 'not_mapped']))
  expect(read).toEqual({ source: 'crime', stated: { Häleri: 'other', 'Hot mot barn': 'not_mapped' } })
})

test('what cannot be saved is refused with its reason', () => {
  expect(reasonOf(form('crime', ['Häleri', '']))).toBe('choose what at least one word is to count as')
  expect(reasonOf(form('crime', ['  ;', 'other']))).toBe('write a word as it stands in the file')
  expect(reasonOf(form('crime', ['Häleri', 'lighting']))).toBe('is not a category')
  expect(reasonOf(form('remark', ['Gatlykta', 'not_mapped']))).toBe('is not a category')
  expect(reasonOf(form('crime', ['Våld i nära relation', 'violence']))).toBe('is an offence that may never be mapped')
  expect(reasonOf(form('remark', ['x'.repeat(201), 'other']))).toContain('too long')
})
