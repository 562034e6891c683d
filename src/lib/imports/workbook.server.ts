import { posix } from 'node:path'

import { restoreFormulas } from '#lib/platform/spreadsheet.ts'

import { Archive } from './archive.server.ts'
import { builtInFormat, formatOf } from './cell-format.ts'
import type { CellFormat } from './cell-format.ts'
import { refuseFile } from './file-problem.ts'
import { findHeading, headingSample } from './heading-row.ts'
import { maximumCellStyles, maximumSharedCharacters, maximumSheets } from './limit.ts'
import { readSheet, unescapeText } from './sheet.server.ts'
import type { CellContext } from './sheet.server.ts'
import type { FileLayer, TableContent, TableRow } from './table.ts'
import { readXmlWhole } from './xml.server.ts'
import type { XmlHandlers } from './xml.server.ts'

interface Sheet {
  name: string
  part: string
  hidden: boolean
}

/**
 * One sheet of an XLSX workbook (ECMA-376) as a table: the stated one, else the first shown one with rows under a
 * heading; one that holds but a line tells of the others.
 * Null for a zip file that is no workbook.
 */
export async function openWorkbook(path: string, stated: string | null): Promise<TableContent | null> {
  const archive = await Archive.open(path)
  try {
    const workbook = archive.workbookEntry?.fileName
    if (workbook !== undefined) return await openSheet(archive, workbook, stated)
  } catch (error) {
    archive.close()
    throw error
  }
  archive.close()
  return null
}

/** The sheets of a workbook, in its order; none of a zip file that is no workbook. */
export async function listSheets(path: string): Promise<FileLayer[]> {
  const archive = await Archive.open(path)
  try {
    const workbook = archive.workbookEntry?.fileName
    const { sheets } = workbook === undefined ? { sheets: [] } : await readSheets(archive, workbook)
    return sheets.map(({ name, hidden }) => ({ name, rows: null, isHidden: hidden }))
  } finally {
    archive.close()
  }
}

async function openSheet(archive: Archive, workbook: string, stated: string | null): Promise<TableContent> {
  const { sheets, epoch } = await readSheets(archive, workbook)
  const folder = posix.dirname(workbook)
  const context: CellContext = {
    epoch,
    texts: await readTexts(archive, `${folder}/sharedStrings.xml`),
    formats: await readFormats(archive, `${folder}/styles.xml`),
  }
  let bare: TableContent | null = null
  for (const { name, part } of candidates(sheets, stated)) {
    const rows = () => readPart(archive, part, context)
    const first = await firstRows(rows())
    const heading = findHeading(first)
    if (heading === null) continue
    const names = heading.values.map((value) => value.trim())
    const content: TableContent = {
      description: { format: 'xlsx', encoding: null, delimiter: null, layer: name },
      heading: names,
      geometry: null,
      rows: () => underHeading(rows(), heading.row, names.length),
      close: async () => archive.close(),
    }
    if (first.some(({ row }) => row > heading.row)) return content
    bare ??= content
  }
  if (bare !== null) return bare
  throw refuseFile('arbetsboken har inget blad med rader', 'the workbook has no sheet with rows', {
    row: 1,
    column: '1',
  })
}

function candidates(sheets: readonly Sheet[], stated: string | null): readonly Sheet[] {
  if (stated === null) return sheets.filter(({ hidden }) => !hidden)
  const chosen = sheets.filter(({ name }) => name === stated)
  if (chosen.length > 0) return chosen
  const names = sheets
    .map(({ name }) => name)
    .slice(0, 20)
    .join(', ')
  throw refuseFile(`bladet finns inte; bladen är: ${names}`, `no such sheet; there are: ${names}`, { value: stated })
}

async function firstRows(rows: AsyncGenerator<TableRow>): Promise<TableRow[]> {
  const first: TableRow[] = []
  for await (const row of rows) if (first.push(row) >= headingSample) break
  return first
}

/** Empty cells at the end of a row are not in the file. */
async function* underHeading(
  rows: AsyncGenerator<TableRow>,
  headingRow: number,
  width: number,
): AsyncGenerator<TableRow> {
  for await (const { row, values } of rows) {
    if (row <= headingRow) continue
    const missing = Array.from({ length: Math.max(0, width - values.length) }, () => '')
    // A downloaded CSV that was saved as a workbook still has its apostrophes.
    yield { row, values: [...restoreFormulas(values), ...missing] }
  }
}

async function* readPart(archive: Archive, part: string, context: CellContext): AsyncGenerator<TableRow> {
  const entry = archive.find(part)
  if (entry === undefined) {
    throw refuseFile(`arbetsbokens del ${part} saknas`, `the part ${part} of the workbook is missing`)
  }
  yield* readSheet(archive.read(entry), part, context)
}

async function readIfThere(archive: Archive, part: string, handlers: XmlHandlers): Promise<void> {
  const entry = archive.find(part)
  if (entry !== undefined) await readXmlWhole(archive.read(entry), part, handlers)
}

async function readSheets(archive: Archive, workbook: string): Promise<{ sheets: Sheet[]; epoch: 1900 | 1904 }> {
  const folder = posix.dirname(workbook)
  const parts = new Map<string, string>()
  await readIfThere(archive, `${folder}/_rels/${posix.basename(workbook)}.rels`, {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship' && parts.size < maximumSheets * 2)
        parts.set(Id, posix.resolve('/', folder, Target).slice(1))
    },
  })
  const sheets: Sheet[] = []
  let epoch: 1900 | 1904 = 1900
  await readIfThere(archive, workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) epoch = 1904
      if (name !== 'sheet' || sheets.length >= maximumSheets) return
      const part = parts.get(relationOf(attributes)) ?? ''
      sheets.push({ name: attributes['name'] ?? '', part, hidden: /hidden/i.test(attributes['state'] ?? '') })
    },
  })
  return { sheets, epoch }
}

/** The prefix of its namespace is the program's own choice. */
function relationOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => /:id$/i.test(name))?.[1] ?? ''
}

/** Texts that cells refer to by number. */
async function readTexts(archive: Archive, part: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let phonetic = 0
  let inText = false
  let characters = 0
  await readIfThere(archive, part, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic += 1
      else if (name === 't') inText = phonetic === 0
    },
    text: (piece) => {
      if (!inText) return
      text += piece
      characters += piece.length
      if (characters > maximumSharedCharacters) throw tooMuchText()
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic -= 1
      else if (name === 'si') {
        texts.push(unescapeText(text))
        // An empty text takes room too.
        characters += 1
      }
    },
  })
  return texts
}

function tooMuchText() {
  return refuseFile(
    'arbetsboken har för mycket text för att läsas som XLSX; spara bladet som CSV',
    'the workbook has too much text to be read as XLSX; save the sheet as CSV',
  )
}

/** How the cells of each style show numbers. */
async function readFormats(archive: Archive, part: string): Promise<CellFormat[]> {
  const codes = new Map<number, string>()
  const formats: CellFormat[] = []
  let inCells = false
  await readIfThere(archive, part, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt' && codes.size < maximumCellStyles) codes.set(Number(numFmtId), formatCode)
      else if (name === 'xf' && inCells && formats.length < maximumCellStyles) {
        const code = codes.get(Number(numFmtId))
        formats.push(code === undefined ? builtInFormat(Number(numFmtId)) : formatOf(code))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}
