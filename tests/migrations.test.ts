import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { root } from './support/source.ts'

/**
 * What keeps one schema for PGlite, PostgreSQL and a distributed PostgreSQL, as far as the text shows it. What the
 * catalogue shows is in integration/catalogue.test.ts.
 */
const folder = join(root, 'migrations')
const files = readdirSync(folder).sort()

const rules = [
  {
    rule: 'no triggers: what a write does stands in the command that writes',
    pattern: /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i,
  },
  { rule: 'no rules', pattern: /\bcreate\s+(?:or\s+replace\s+)?rule\b/i },
  {
    rule: 'no serial columns or sequences: ids come from the caller',
    pattern: /\b(?:small|big)?serial\b|\bcreate\s+sequence\b|\bnextval\s*\(/i,
  },
  { rule: 'no identity columns', pattern: /\bas\s+identity\b/i },
  { rule: 'no MERGE', pattern: /\bmerge\s+into\b/i },
  {
    rule: 'no ON DELETE SET NULL: it would have to clear the municipality too',
    pattern: /\bon\s+delete\s+set\s+(?:null|default)\b/i,
  },
  {
    rule: 'no default that draws a value of its own',
    pattern: /\bdefault\s+(?:gen_random_uuid|random|clock_timestamp)\s*\(/i,
  },
  { rule: 'no superuser and no role past row security', pattern: /(?<!no)(?:superuser|bypassrls)\b/i },
  { rule: 'no session state', pattern: /\bset_config\s*\(|^\s*listen\b|^\s*notify\b/im },
]

test('are called NNNN_verb_object.sql, one number each', () => {
  expect(files.filter((file) => !/^\d{4}_[a-z]+(?:_[a-z]+)+\.sql$/.test(file))).toEqual([])
  const numbers = files.map((file) => file.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(files.length).toBeGreaterThan(0)
})

test.each(rules)('$rule', ({ pattern }) => {
  const offences = files.flatMap((file) => {
    // Comments may speak of what is banned; their lines stay, so that the numbers are right.
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/--.*$/gm, '')
    const found = pattern.exec(text)
    return found === null ? [] : [`${file}:${text.slice(0, found.index).split('\n').length} ${found[0].trim()}`]
  })
  expect(offences).toEqual([])
})
