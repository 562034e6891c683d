import { describe, expect, it } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { readBasemapQuestion } from './basemap-question.ts'

const read = (text: string) => readBasemapQuestion(new URLSearchParams(text))

describe('what is asked of a basemap', () => {
  it('is the whole of it or one part', () => {
    expect(read('municipality=9901')).toEqual({ municipality: '9901', part: 'whole' })
    expect(read('municipality=0180&part=streets')).toEqual({ municipality: '0180', part: 'streets' })
  })

  it.each([
    ['', ['municipality']],
    ['municipality=99', ['municipality']],
    ['municipality=9901&part=roads', ['part']],
    ['municipality=abcd&part=', ['municipality', 'part']],
  ])('is refused as "%s", naming each parameter', (text, columns) => {
    try {
      read(text)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      expect(error.code).toBe('invalid-parameter')
      expect(error.errors.map(({ column }) => column)).toEqual(columns)
    }
  })
})
