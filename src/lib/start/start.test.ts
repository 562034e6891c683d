import { expect, it } from 'vitest'

import { underHeadings, type StartItem } from './start.ts'

const item = (text: string, until?: string): StartItem => ({
  heading: 'due',
  text,
  href: null,
  ...(until === undefined ? {} : { until: new Date(until) }),
})

it('puts what must be done first first, and what has no day last, as it came', () => {
  const items = [item('utan dag'), item('senare', '2026-12-02'), item('först', '2026-11-30'), item('också utan')]
  expect(underHeadings(items).due.map(({ text }) => text)).toEqual(['först', 'senare', 'utan dag', 'också utan'])
  expect(underHeadings(items).new).toEqual([])
})
