import { expect, test } from 'vitest'

import { actName } from '#lib/audit/acts.ts'
import { sources } from '#lib/cells/category.ts'
import { readSources } from './support/source.ts'

const writers = readSources('src', 'db').filter(
  ({ path, imports }) =>
    !path.endsWith('.test.ts') && imports.some(({ specifier }) => specifier === '#lib/audit/commands.server.ts'),
)
const acts = [
  ...writers.flatMap(({ text }) => [...text.matchAll(/'([a-z_]+\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, act]) => act ?? '')),
  ...sources.flatMap((source) => [`import.${source}`, `export.${source}`]),
  ...['areas', 'places', 'population', 'area-counts', 'surveys', 'police-events'].map((kind) => `import.${kind}`),
]

/** Literals that look like an act: the name of a job that those files also know. */
const jobs = ['upload.clean']

test.each(['sv', 'en'] as const)('every act that is logged has a name for people in %s', (locale) => {
  expect(writers.length).toBeGreaterThan(8)
  expect(acts).toContain('upload.receive')
  expect(acts.filter((act) => actName(act, locale) === act && !jobs.includes(act))).toEqual([])
})
