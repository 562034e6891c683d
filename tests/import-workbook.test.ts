import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

import { openTable } from '#lib/imports/table.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { rowOf, workbookOf } from './support/workbook.ts'
import type { MadeWorkbook } from './support/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(made: MadeWorkbook, layer: string | null = null) {
  const path = join(folder, 'file.xlsx')
  writeFileSync(path, workbookOf(made))
  const table = await openTable(path, layer)
  try {
    const rows: unknown[][] = []
    for await (const { row, values } of table.rows()) rows.push([row, ...values])
    return { heading: table.heading, layer: table.description.layer, rows }
  } finally {
    await table.close()
  }
}

function sheet(rows: string, name = 'Blad1') {
  return { name, rows }
}

const cell = (place: string, value: string | number, style = 0) => `<c r="${place}" s="${style}"><v>${value}</v></c>`

test('texts kept apart, in the cell, with runs, with escapes, truth values and numbers are read as they are shown', async () => {
  const rows =
    `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>` +
    `<row r="5"><c r="A5" t="inlineStr"><is><r><t>En </t></r><r><t>rad</t></r><rPh><t>ljud</t></rPh></is></c>` +
    `<c r="C5" t="b"><v>1</v></c></row>` +
    `<row r="6"><c r="A6" t="str"><f>A5</f><v>r_x000D_ad</v></c><c r="B6"><v>0.30000000000000004</v></c></row><row r="7"/>`
  expect(await read({ sheets: [sheet(rows)], texts: ['a & b', 'Ö'] })).toMatchObject({
    heading: ['a & b', 'Ö'],
    rows: [
      [5, 'En rad', '', 'true'],
      [6, 'r\rad', '0.30000000000000004'],
    ],
  })
})

test('numbers that are days, moments or times become text by their format, in both calendars', async () => {
  const formats = ['yyyy-mm-dd', 'yyyy\\-mm\\-dd\\ hh:mm', '[$-41D]d mmmm yyyy;@', 'h:mm', '0000', '[h]:mm', '0.00" d"']
  const values = (serial: number) =>
    rowOf(1, ['a', 'b', 'c', 'd', 'e', 'f', 'g']) +
    `<row r="2">${cell('A2', serial, 1)}${cell('B2', serial + 0.40625, 2)}${cell('C2', serial, 3)}${cell('D2', 0.40625, 4)}` +
    `${cell('E2', 301, 5)}${cell('F2', 1.5, 6)}${cell('G2', 1.5, 7)}</row>`
  const shown = [2, '2026-08-22', '2026-08-22 09:45', '2026-08-22', '09:45', '0301', '1.5', '1.5']
  expect(await read({ sheets: [sheet(values(46256))], formats })).toMatchObject({ rows: [shown] })
  expect(await read({ sheets: [sheet(values(46256 - 1462))], formats, epoch1904: true })).toMatchObject({
    rows: [shown],
  })
})

test('the first sheet that holds anything is read, or the one that is named', async () => {
  const sheets = [sheet('', 'Tomt'), sheet(rowOf(1, ['a']) + rowOf(2, ['1']), 'Data'), sheet(rowOf(1, ['b']), 'Annat')]
  expect(await read({ sheets })).toMatchObject({ layer: 'Data', heading: ['a'], rows: [[2, '1']] })
  expect(await read({ sheets }, 'Annat')).toMatchObject({ layer: 'Annat', heading: ['b'], rows: [] })
  const error = await read({ sheets }, 'Inget').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({
    errors: [{ value: 'Inget', reason: { sv: expect.stringContaining('Tomt, Data, Annat') } }],
  })
})

test.each([
  ['a text that is not there', `<row r="3"><c r="B3" t="s"><v>9</v></c></row>`, { row: 3, column: '2' }],
  ['an address that is none', `<row r="3"><c r="3B"><v>9</v></c></row>`, { row: 3 }],
  ['rows out of order', `<row r="9"/><row r="2"/>`, { row: 10 }],
  ['a tag that is not closed', `<row r="3"><c r="B3"></row>`, {}],
  ['an entity of its own', `<row r="3"><c r="B3"><v>&bomb;</v></c></row>`, {}],
])('%s is refused', async (_, rows, where) => {
  const error = await read({ sheets: [sheet(rowOf(1, ['a', 'b']) + rows)] }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({ errors: [where] })
})

test('a share that its cell shows as percent is one', async () => {
  const rows =
    rowOf(1, ['a', 'b', 'c', 'd']) +
    `<row r="2">${cell('A2', 0.345, 1)}${cell('B2', 0.07, 2)}${cell('C2', 0.345)}${cell('D2', 1, 2)}</row>`
  expect(await read({ sheets: [sheet(rows)], formats: ['0.0%', '0%'] })).toMatchObject({
    rows: [[2, '34.5 %', '7 %', '0.345', '100 %']],
  })
})

test('a title, lines about it and a merged row stand above the heading', async () => {
  const rows = [
    rowOf(1, ['Anmälda brott 2025, Fyrskär']),
    rowOf(2, ['Diarienummer', 'A123.456/2026']),
    rowOf(4, ['Område', 'Brottskod', 'Tid', 'Antal']),
    rowOf(5, ['A1', '0301', '2025', 12]),
  ]
  expect(await read({ sheets: [sheet(rows.join(''))] })).toMatchObject({
    heading: ['Område', 'Brottskod', 'Tid', 'Antal'],
    rows: [[5, 'A1', '0301', '2025', '12']],
  })
})
