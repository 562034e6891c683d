import { expect, test } from 'vitest'

import { madeFiles } from './support/imports.ts'
import { rowOf, workbookOf } from './support/workbook.ts'
import { zipOf } from './support/zip.ts'
import { openTable } from '#lib/imports/table.server.ts'

const write = madeFiles()
const told = { name: 'Läs mig', rows: rowOf(1, ['Uttaget är på nästa blad']) }
const table = { name: 'Uttag', rows: rowOf(1, ['Ämne', 'Datum']) + rowOf(2, ['Belysning', '2026-03-01']) }

async function sheetOf(name: string, sheets: { name: string; rows: string }[]) {
  const opened = await openTable(write(name, workbookOf({ sheets })), null)
  await opened.close()
  return { layer: opened.description.layer, heading: opened.heading }
}

test('a sheet that only says where the table is, is not the table', async () => {
  expect(await sheetOf('told.xlsx', [told, table])).toEqual({ layer: 'Uttag', heading: ['Ämne', 'Datum'] })
  expect(await sheetOf('alone.xlsx', [told])).toMatchObject({ layer: 'Läs mig' })
})

test('a document is called one, and not an archive of several files', async () => {
  const parts = ['[Content_Types].xml', 'word/document.xml'].map((name) => ({ name, content: '<a/>' }))
  await expect(openTable(write('protokoll.docx', zipOf(parts)), null)).rejects.toMatchObject({
    errors: [{ reason: { sv: expect.stringContaining('Word') } }],
  })
})
