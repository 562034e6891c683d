import { basename, dirname, extname } from 'node:path'
import { readdirSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { functionsOf, lineOf, listFiles, readSources, root, type Import, type SourceFile } from './support/source.ts'

/** The house rules of ARCHITECTURE.md that a machine can check. Each failure names the rule and the line that breaks it. */

/** Upper floors may import lower ones, never the other way; domains of one floor do not import each other. */
const floors: readonly (readonly string[])[] = [
  ['workspace'],
  ['uploads', 'exports'],
  ['imports'],
  ['areas'],
  ['remarks', 'crimes', 'walks'],
  ['dialogues'],
  ['points'],
  ['cells'],
  ['municipalities'],
  ['accounts'],
  ['outbox'],
  ['jobs'],
  ['audit'],
  ['database'],
  ['platform'],
]
/** Beside the floors, at the ground: anyone may import them, they import each other and the platform only. */
const ground = ['languages', 'map', 'ui']

/** Files that may be longer than the rule says, each with its reason. */
const longFiles: Record<string, string> = {}

const lib = readSources('src/lib')
const routes = readSources('src').filter((source) => !source.path.startsWith('src/lib/'))
const product = [...lib, ...routes, ...readSources('scripts', 'db')]
const tests = readSources('tests')
const everything = [...product, ...tests]
const paths = new Set(everything.map(({ path }) => path))

const domainOf = (path: string): string | undefined => /^src\/lib\/([^/]+)\//.exec(path)?.[1]
const floorOf = (domain: string): number => floors.findIndex((floor) => floor.includes(domain))
const isTest = (path: string): boolean => path.endsWith('.test.ts')
const isServerOnly = (path: string): boolean => /\.server\.ts$|\/\+server\.ts$/.test(path)

function eachImport(sources: readonly SourceFile[], broken: (source: SourceFile, found: Import) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((found) => broken(source, found))
      .map((found) => `${source.path}:${found.line} imports ${found.specifier}`),
  )
}

function expectNone(rule: string, offences: readonly string[]): void {
  expect(offences, `${rule}\n  ${offences.join('\n  ')}\n`).toEqual([])
}

describe('floors', () => {
  test('every folder of src/lib is a domain on a floor, or stands at the ground', () => {
    const folders = [...new Set(lib.map(({ path }) => domainOf(path) ?? `${path} lies outside every domain`))]
    const unknown = folders.filter((folder) => floorOf(folder) < 0 && !ground.includes(folder))
    expectNone('A new domain takes its place in `floors` of this test and in ARCHITECTURE.md.', unknown)
  })

  test('imports run only downwards', () => {
    const offences = eachImport(lib, (source, found) => {
      const [own, other] = [domainOf(source.path), domainOf(found.file ?? '')]
      if (own === undefined || other === undefined || own === other) return false
      if (ground.includes(own)) return !ground.includes(other) && other !== 'platform'
      return !ground.includes(other) && floorOf(other) <= floorOf(own)
    })
    expectNone(`Imports run downwards: ${floors.map((floor) => floor.join(' | ')).join(' → ')}.`, offences)
  })

  test('nothing in src/lib imports routes, scripts, seed or tests; nothing in src imports scripts, seed or tests', () => {
    const upwards = (source: SourceFile, found: Import) =>
      found.file !== null &&
      (/^(?:scripts|db|tests)\//.test(found.file) ||
        (source.path.startsWith('src/lib/') && found.file.startsWith('src/') && !found.file.startsWith('src/lib/')))
    expectNone('Routes and scripts are thin doors above the domains.', eachImport([...lib, ...routes], upwards))
  })

  test('no circle', () => {
    expectNone('Two files that import each other, however far round, are one file or need a third.', circles(product))
  })
})

describe('who may import what', () => {
  test.each([
    { packages: /^h3-js$/, home: 'src/lib/cells/' },
    { packages: /^(?:maplibre-gl|svelte-maplibre-gl)(?:\/|$)/, home: 'src/lib/map/' },
    { packages: /^(?:pg|@electric-sql\/.*)(?:\/|$)/, home: 'src/lib/database/' },
  ])('only $home imports $packages, types too', ({ packages, home }) => {
    const offences = eachImport(
      product,
      ({ path }, found) => packages.test(found.specifier) && !path.startsWith(home) && !isTest(path),
    )
    expectNone(`Only ${home} imports ${packages.source}.`, offences)
  })

  test('only queries and the database layer write SQL', () => {
    const offences = eachImport(
      [...lib, ...routes],
      ({ path }, found) =>
        found.specifier === 'sql-template-tag' &&
        !found.typeOnly &&
        !path.startsWith('src/lib/database/') &&
        !/(?:queries|tables)\.server\.ts$/.test(path),
    )
    expectNone('SQL stands in queries.server.ts, one exported function a statement.', offences)
  })

  test('$app and $env only in components and routes', () => {
    const offences = eachImport(
      product,
      ({ path }, { specifier }) =>
        /^\$(?:app|env)\//.test(specifier) && path.startsWith('src/lib/') && !path.endsWith('.svelte'),
    )
    expectNone('Scripts run under plain Node: only .svelte components and routes import $app or $env.', offences)
  })

  test('what runs in the browser imports no server-only file and nothing of Node', () => {
    const offences = eachImport(
      [...lib, ...routes],
      ({ path }, found) =>
        !found.typeOnly &&
        !isServerOnly(path) &&
        !isTest(path) &&
        (found.specifier.startsWith('node:') || isServerOnly(found.file ?? '')),
    )
    expectNone('Server-only code stands in files that end .server.ts; no other file imports it, types apart.', offences)
  })
})

describe('how it is imported', () => {
  test('with #lib/ between domains, and always with the ending', () => {
    const offences = eachImport(product, ({ path }, { specifier, file }) => {
      if (specifier.startsWith('$lib')) return true
      if (file === null || specifier === './$types' || specifier.startsWith('./$types')) return false
      const crosses = specifier.startsWith('.') && path.startsWith('src/') && domainOf(path) !== domainOf(file)
      return crosses || extname(file) === ''
    })
    expectNone('Imports are #lib/<domain>/<file>.ts, or ./<file>.ts inside a domain.', offences)
  })

  test('every imported project file exists', () => {
    const known = new Set([...paths, ...listFiles('src', ['.css', '.json', '.js', '.d.ts', '.svg', '.woff2'])])
    const offences = eachImport(
      everything,
      (_, { file }) =>
        file !== null && /\.(?:ts|svelte)$/.test(file) && !known.has(file) && !file.includes('/compiled/'),
    )
    expectNone('An import names a file that is there.', offences)
  })

  test('no barrels', () => {
    const named = [...lib, ...routes].filter(({ path }) => basename(path) === 'index.ts').map(({ path }) => path)
    expectNone('A name is imported from the file that defines it.', [
      ...named,
      ...eachImport([...lib, ...routes], (_, found) => found.reexport),
    ])
  })
})

describe('names and sizes', () => {
  test('no file or folder has a name that says nothing', () => {
    const banned = /^(?:(?:.*[-.])?(?:utils?|helpers?|misc|managers?)|common|shared|services?|types)$/
    const offences = [...paths].filter((path) =>
      path.split('/').some((part) => banned.test(part.replace(/(?:\.server|\.test)?\.(?:ts|svelte)$/, ''))),
    )
    expectNone('A file is called after what it holds.', offences)
  })

  test('no file is too long to read in one sitting', () => {
    const limitOf = (path: string) =>
      /\/\+(?:server|page\.server|layout\.server|page|layout)\.ts$/.test(path)
        ? 30
        : path.endsWith('.svelte')
          ? 200
          : 300
    const offences = everything
      .filter(({ path, lines }) => lines > limitOf(path) && !(path in longFiles))
      .map(({ path, lines }) => `${path} has ${lines} lines, the limit is ${limitOf(path)}`)
    expectNone('File 300 lines, component 200, route 30.', offences)
    expectNone(
      'An exception that is no longer needed.',
      Object.keys(longFiles).filter((path) => !paths.has(path)),
    )
  })

  test('no function is longer than 50 lines', () => {
    const offences = product
      .filter(({ path }) => !isTest(path))
      .flatMap((source) =>
        functionsOf(source)
          .filter(({ lines }) => lines > 50)
          .map(({ name, line, lines }) => `${source.path}:${line} ${name} has ${lines} lines`),
      )
    expectNone('Function 50 lines.', offences)
  })

  test('every query takes the transaction first', () => {
    const queries = lib.filter(({ path }) => path.endsWith('queries.server.ts'))
    expectNone('export function name(db: Transaction, …)', queries.flatMap(queriesWithoutTransaction))
  })

  test('the top level holds what the layout says and no more', () => {
    const allowed = new Set(
      `.ci .git .gitattributes .gitignore .npmrc .nvmrc .prettierignore .prettierrc.json .svelte-kit ARCHITECTURE.md CONTRIBUTING.md
      README.md build data db docs eslint.config.js migrations node_modules package-lock.json package.json playwright.config.ts
      scripts src static svelte.config.js test-results tests tsconfig.json vite.config.ts vitest.config.ts`.split(
        /\s+/,
      ),
    )
    expectNone(
      'New things go into a folder that is there.',
      readdirSync(root).filter((name) => !allowed.has(name)),
    )
  })
})

describe('words', () => {
  const marks = ['TO' + 'DO', 'FIX' + 'ME', '@ts-' + 'ignore', '@ts-' + 'nocheck', 'eslint-' + 'disable']

  test('nothing is left for later and no checker is silenced', () => {
    const offences = everything.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const mark = marks.find((word) => line.includes(word))
        return mark === undefined ? [] : [`${path}:${index + 1} ${mark}`]
      }),
    )
    expectNone('Do it now, or write it as an issue.', offences)
  })

  test('queries bind times and ids, and use nothing that cannot be distributed', () => {
    const banned =
      /\b(?:now|clock_timestamp|gen_random_uuid|random|nextval|set_config)\s*\(|\bmerge\s+into\b|\bcurrent_timestamp\b/i
    const offences = lib
      .filter(({ path }) => path.endsWith('queries.server.ts'))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => (banned.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
      )
    expectNone('Times and ids are parameters; no MERGE, no set_config (docs/decisions).', offences)
  })
})

function queriesWithoutTransaction({ path, tree }: SourceFile): string[] {
  return tree.statements.filter(ts.isFunctionDeclaration).flatMap((statement) => {
    const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
    const first = statement.parameters[0]
    const fits = first?.name.getText() === 'db' && first.type?.getText() === 'Transaction'
    const asks = statement.type?.getText().startsWith('Promise<') ?? true
    return exported && asks && !fits ? [`${path}:${lineOf(tree, statement)} ${statement.name?.text ?? ''}`] : []
  })
}

/** Every way round, once, as 'a.ts → b.ts → a.ts'. */
function circles(sources: readonly SourceFile[]): string[] {
  const targets = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of sources) visit(path, [])
  return found
}

test('the rules see the files they speak of', () => {
  expect(lib.length).toBeGreaterThan(10)
  expect(dirname(lib[0]?.path ?? '')).toMatch(/^src\/lib\//)
})
