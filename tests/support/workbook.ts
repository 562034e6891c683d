import { zipOf } from './zip.ts'

export interface MadeSheet {
  name: string
  /** Content of `sheetData`. */
  rows: string
}

export interface MadeWorkbook {
  sheets: readonly MadeSheet[]
  texts?: readonly string[]
  /** Number formats of the cell styles, by code; style 0 is the general one. */
  formats?: readonly string[]
  epoch1904?: boolean
  /** Stands before each sheet's first tag. */
  before?: string
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** An XLSX as Excel writes it, in so far as a reader of tables looks. */
export function workbookOf({ sheets, texts = [], formats = [], epoch1904 = false, before = '' }: MadeWorkbook): Buffer {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const related = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`)
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)]
  const parts: [string, string][] = [
    ['[Content_Types].xml', '<Types/>'],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><workbookPr${epoch1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${related.join('')}</Relationships>`],
    [
      'xl/styles.xml',
      `<styleSheet><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ],
    ['xl/sharedStrings.xml', `<sst>${texts.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`],
    ...sheets.map(({ rows }, index): [string, string] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      `${before}<worksheet xmlns="${spreadsheet}"><sheetData>${rows}</sheetData></worksheet>`,
    ]),
  ]
  return zipOf(parts.map(([name, content]) => ({ name, content: declaration + content })))
}

/** A row of texts and numbers; an empty cell is left out, as Excel does. */
export function rowOf(row: number, values: readonly (string | number)[]): string {
  const cells = values.map((value, column) => {
    const place = `${String.fromCharCode(65 + column)}${row}`
    if (value === '') return ''
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`
  })
  return `<row r="${row}">${cells.join('')}</row>`
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
