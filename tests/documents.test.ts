import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

import { readConfig } from '#lib/platform/config.ts'
import { listFiles, root } from './support/source.ts'

/** Documents speak of files, commands and settings by name; every name must be one that is there. */

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...listFiles('docs', ['.md']),
  ...listFiles('db', ['.md']),
]

/** Made by a build or a run, so not there in a fresh clone. */
const generated = /^(?:build|data|node_modules|test-results|\.svelte-kit|src\/lib\/languages\/compiled)(?:\/|$)/
/** Patterns and placeholders: migrations/NNNN_verb_object.sql, src/lib/<domain>/layer.ts. */
const placeholder = /[<>*…{}]|NNNN/
const ownFolders = /^(?:\.ci|db|docs|migrations|scripts|src|static|tests)\//

const { scripts, dependencies, devDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>>

interface Named {
  line: number
  name: string
}

function eachMatch(text: string, pattern: RegExp): Named[] {
  return text
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(pattern)].map((match) => ({ line: index + 1, name: match[1] ?? '' })))
}

function namedPaths(document: string, text: string): Named[] {
  const links = eachMatch(text, /\]\(([^)#\s]+)/g)
    .filter(({ name }) => !/^[a-z]+:/.test(name))
    .map(({ line, name }) => ({ line, name: normalize(join(dirname(document), name)) }))
  const quoted = eachMatch(text, /`([^`\s]+)`/g).filter(
    ({ name }) => ownFolders.test(name) || /^[A-Za-z-]+\.(?:md|json|js|ts|sql)$/.test(name),
  )
  const inFolderMaps = eachMatch(text, /^ {0,4}((?:\.ci|db|docs|migrations|scripts|src|static|tests)\/\S*)(?: |$)/g)
  return [...links, ...quoted, ...inFolderMaps]
}

function exists(document: string, name: string): boolean {
  const candidates = [name, join(dirname(document), name)]
  return candidates.some((path) => existsSync(join(root, path)))
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8')

  test('names only files and folders that are there', () => {
    const missing = namedPaths(document, text)
      .filter(({ name }) => !generated.test(name) && !placeholder.test(name))
      .filter(({ name }) => !exists(document, name))
      .map(({ line, name }) => `${document}:${line} ${name}`)
    expect(missing).toEqual([])
  })

  test('names only npm scripts that are there', () => {
    const named = [...eachMatch(text, /\bnpm run ([a-z][a-z:-]*)/g), ...eachMatch(text, /\bnpm (test|start)\b/g)]
    const missing = named
      .filter(({ name }) => !(name in scripts))
      .map(({ line, name }) => `${document}:${line} npm run ${name}`)
    expect(missing).toEqual([])
  })

  test('says nothing of one machine', () => {
    expect(eachMatch(text, /((?:\/work|\/home|\/root)\/\S+)/g)).toEqual([])
  })
})

test('the README lists every setting, and none that is not one', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const listed = eachMatch(readme, /^\| `([A-Z_]+)` \|/g).map(({ name }) => name)
  const config = readFileSync(join(root, 'src/lib/platform/config.ts'), 'utf8')
  const known = eachMatch(config, /^ {2}([A-Z][A-Z_]+): v\./g).map(({ name }) => name)
  expect([...listed].sort()).toEqual([...new Set([...known, 'PROOF'])].sort())
  expect(() => readConfig({})).not.toThrow()
})

test('the table of dependencies has every package with its version', () => {
  const rows = readFileSync(join(root, 'docs/decisions/0009-dependencies.md'), 'utf8').split('\n')
  const missing = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !/^@types\/|^@eslint\/js$/.test(name))
    .filter(([name, version]) => !rows.some((row) => row.includes(basename(name)) && row.includes(version)))
    .map(([name, version]) => `${name} ${version}`)
  expect(missing).toEqual([])
})
