import { beforeAll, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()

beforeAll(() =>
  addTestMunicipality(database, {
    code: '9909',
    name: 'Långsamma',
    slug: 'langsamma',
    boundary: boxBoundary(17, 59, 18, 60),
  }),
)

/** As long as a value may be. */
const length = 100_000

/** Texts that a careless pattern reads in quadratic time or worse: what nearly fits, again and again. */
const texts: readonly (readonly [name: string, text: string])[] = [
  ['blanks with words at both ends', `a${' '.repeat(length - 2)}b`],
  ['thousands set apart', `${'1 '.repeat(length / 2 - 1)}x`],
  ['digits without end', `${'1'.repeat(length - 1)}x`],
  ['a date and then blanks', `2026-03-10${' '.repeat(length - 11)}x`],
  ['a date that is repeated', '2026-03-10 '.repeat(length / 11)],
  ['brackets', '('.repeat(length)],
  ['hyphens and stops', '-. '.repeat(length / 3)],
  ['letters with marks', 'a\u0301'.repeat(length / 2)],
  ['line ends', 'a\r'.repeat(length / 2)],
]

const headings: readonly (readonly [source: 'crime' | 'remark', heading: string, row: (text: string) => string[]])[] = [
  ['crime', 'Brottstyp,Datum,Longitud,Latitud,Plats', (text) => [text, text, text, text, text]],
  ['crime', 'Brottstyp,Från,Till,E,N', (text) => ['Misshandel', text, text, text, text]],
  ['remark', 'Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon,Antal', (text) => [text, text, text, text, text, text, text]],
]

test.each(texts)('%s, as long as a value may be, are refused at once', async (_, text) => {
  for (const [source, heading, row] of headings) {
    const values = row(text).map((value) => `"${value}"`)
    const path = write('slow.csv', `${heading}\n${values.join(',')}\n`)
    const error = await importPoints(database, anImport(source, path)).catch((thrown: unknown) => thrown)
    if (!(error instanceof ProblemError)) throw new Error('the texts were not refused in words', { cause: error })
    expect(error.code).toBe('invalid-file')
    expect(error.errors[0]).toMatchObject({ row: 2, column: expect.any(String) })
  }
})

test.each(texts)('%s as headings are refused at once', async (_, text) => {
  const path = write('slow.csv', `"${text}",a,"${text}",b\n1,2,3,4\n`)
  const error = await importPoints(database, anImport('crime', path)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ProblemError)
})
