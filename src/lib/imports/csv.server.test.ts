import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'

import { openTable } from './table.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-csv-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(content: string | Uint8Array) {
  const path = join(folder, 'file.csv')
  writeFileSync(path, content)
  const table = await openTable(path)
  const rows: unknown[][] = []
  for await (const { row, values } of table.rows()) rows.push([row, ...values])
  await table.close()
  return { ...table.description, heading: table.heading, rows }
}

async function refusal(content: string | Uint8Array) {
  const error = await read(content).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('the file was not refused in words')
  return error.errors[0]
}

test('rows count as a spreadsheet counts them: line breaks in quotes don’t, blank lines do', async () => {
  const { rows, delimiter } = await read('a,b\r\n1,"två\r\nrader"\r\n\r\n3,"""citat"", ja"\r\n')
  expect(delimiter).toBe(',')
  expect(rows).toEqual([
    [2, '1', 'två\r\nrader'],
    [4, '3', '"citat", ja'],
  ])
})

test.each([
  ['a;"b,c,d";e\n1;2;3', ';'],
  ['a\tb\n1\t2', '\t'],
  ['a,b;c,d\n1,2,3', ','],
])('the delimiter of %j is %j', async (content, delimiter) => {
  expect(await read(content)).toMatchObject({ delimiter })
})

test('a title above the heading and rows of nothing but delimiters are passed over, and counted', async () => {
  const lines = ['Anmälda brott, 2025', '', 'Område;Brott;Antal', ';;', 'A1;Rån;3', ';;']
  expect(await read(lines.join('\r\n'))).toMatchObject({
    delimiter: ';',
    heading: ['Område', 'Brott', 'Antal'],
    rows: [[5, 'A1', 'Rån', '3']],
  })
})

const swedish = 'ort;å\nHåbo;ö\n'

test.each([
  ['UTF-8', Buffer.from(swedish), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${swedish}`), 'utf-8'],
  ['Windows-1252', Buffer.from(swedish, 'latin1'), 'windows-1252'],
  ['UTF-16 with a mark', Buffer.from(`\uFEFF${swedish}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 without one', Buffer.from(swedish, 'utf16le'), 'utf-16le'],
  ['UTF-16, high byte first', Buffer.from(`\uFEFF${swedish}`, 'utf16le').swap16(), 'utf-16be'],
])('%s', async (_, content, encoding) => {
  const plain = await read(content)
  expect(plain).toMatchObject({ encoding, heading: ['ort', 'å'], rows: [[2, 'Håbo', 'ö']] })
  expect(await read(gzipSync(content))).toMatchObject({ encoding, packing: 'gzip', rows: plain.rows })
})

test.each([
  ['nothing', '', /tom/, /empty/],
  ['a blank heading', '\n\n', /tom/, /empty/],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /inte text \(PNG\)/, /no text \(PNG\)/],
  ['a cut workbook', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), /skadat/, /damaged/],
  ['bytes', Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 167) % 256)), /inte text/, /no text/],
  ['an open quote', 'a,b\n1,2\n"3,4\n5,6\n', /stängs aldrig/, /never closed/],
  ['a cut archive', gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 30), /skadad/, /damaged/],
])('%s is refused in both languages', async (_, content, sv, en) => {
  const fault = await refusal(content)
  expect(fault?.reason.sv).toMatch(sv)
  expect(fault?.reason.en).toMatch(en)
})

test('a quotation mark inside a value is refused with its row', async () => {
  expect(await refusal('a,b\n1,2\n3,4"5\n')).toMatchObject({ row: 3, column: '2' })
})
