import { builtInFormat, showNumber } from './cell-format.ts'
import type { CellFormat } from './cell-format.ts'
import { refuseFile } from './file-problem.ts'
import { maximumColumns, maximumFieldCharacters } from './limit.ts'
import type { TableRow } from './table.ts'
import { readXml } from './xml.server.ts'
import type { XmlHandlers } from './xml.server.ts'

/** What the cells of a sheet refer to. */
export interface CellContext {
  texts: readonly string[]
  formats: readonly CellFormat[]
  epoch: 1900 | 1904
}

/** The rows of a sheet that hold anything, the heading too, with the numbers that the sheet shows beside them. */
export async function* readSheet(
  chunks: AsyncIterable<Buffer>,
  part: string,
  context: CellContext,
): AsyncGenerator<TableRow> {
  const assembler = new RowAssembler(context)
  const handlers: XmlHandlers = {
    open: (name, attributes) => assembler.open(name, attributes),
    text: (text) => assembler.text(text),
    close: (name) => assembler.close(name),
  }
  yield* readXml(chunks, part, handlers, () => assembler.take())
}

const escapeForm = /_x([0-9A-F]{4})_/gi

/** Characters that XML can't carry are written as _x000D_. */
export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replace(escapeForm, (_, code: string) => fromCode(code)) : text
}

function fromCode(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}

/** Puts rows together from tags and texts. */
class RowAssembler {
  readonly #context: CellContext
  #rows: TableRow[] = []
  #values: string[] = []
  #row = 0
  #column = 0
  #type = 'n'
  #style = 0
  #text = ''
  #inValue = false
  #phonetic = 0

  constructor(context: CellContext) {
    this.#context = context
  }

  take(): TableRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes['r'])
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'v' || (name === 't' && this.#phonetic === 0)) this.#inValue = true
    else if (name === 'rPh') this.#phonetic += 1
  }

  text(text: string): void {
    if (!this.#inValue) return
    this.#text += text
    if (this.#text.length > maximumFieldCharacters) {
      throw refuseFile(
        `värdet har fler än ${maximumFieldCharacters} tecken`,
        `the value has more than ${maximumFieldCharacters} characters`,
        { row: this.#row, column: String(this.#column + 1) },
      )
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false
    else if (name === 'rPh') this.#phonetic -= 1
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  #openRow(stated: string | undefined): void {
    const row = stated === undefined ? this.#row + 1 : Number(stated)
    if (!Number.isInteger(row) || row <= this.#row) {
      throw refuseFile('bladets rader är inte numrerade i ordning', 'the rows of the sheet are not numbered in order', {
        row: this.#row + 1,
        column: '1',
      })
    }
    this.#row = row
    this.#values = []
    this.#column = -1
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    const place = attributes['r']
    this.#column = place === undefined ? this.#column + 1 : columnOf(place)
    this.#type = attributes['t'] ?? 'n'
    this.#style = Number(attributes['s'] ?? 0)
    this.#text = ''
    if (this.#column >= 0) return
    throw refuseFile('cellens adress går inte att läsa', 'the address of the cell cannot be read', {
      row: this.#row,
      column: '1',
      value: (place ?? '').slice(0, 20),
    })
  }

  #closeCell(): void {
    const value = this.#read()
    if (value === '') return
    if (this.#column >= maximumColumns) {
      throw refuseFile(
        `raden har värden efter kolumn ${maximumColumns}`,
        `the row has values beyond column ${maximumColumns}`,
        { row: this.#row, column: String(this.#column + 1) },
      )
    }
    while (this.#values.length < this.#column) this.#values.push('')
    this.#values[this.#column] = value
  }

  #closeRow(): void {
    if (this.#values.length > 0) this.#rows.push({ row: this.#row, values: this.#values })
    this.#values = []
  }

  #read(): string {
    const { texts, formats, epoch } = this.#context
    if (this.#text === '') return ''
    switch (this.#type) {
      case 's':
        return texts[Number(this.#text)] ?? this.#refuseText()
      case 'b':
        return this.#text.trim() === '1' ? 'true' : 'false'
      case 'n':
        return showNumber(this.#text, formats[this.#style] ?? builtInFormat(0), epoch)
      default:
        return unescapeText(this.#text)
    }
  }

  #refuseText(): never {
    throw refuseFile('cellen hänvisar till en text som inte finns', 'the cell refers to a text that is not there', {
      row: this.#row,
      column: String(this.#column + 1),
    })
  }
}

/** From 0: A, B … Z, AA; −1 for what is no address. */
function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}(?=\d{1,7}$)/.exec(place)?.[0] ?? ''
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
