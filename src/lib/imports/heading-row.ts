import { parseNumber } from './coordinate.ts'
import { parseInterval } from './instant.ts'
import type { TableRow } from './table.ts'

/** Rows that are looked at for the heading: what stands above a table is a title and some lines about it. */
export const headingSample = 20

/** A title, or a word and its value ("Diarienummer", "A123/2026"). */
const widestTitle = 2
/** Of the widest row: some columns have no name. */
const leastNamed = 0.6

/**
 * Which of the first rows is the heading. It is the first one, unless that is a title: then it is the first row below
 * that is as wide as the table and holds names only. Null where there are no rows.
 */
export function findHeading(firstRows: readonly TableRow[]): TableRow | null {
  const [first = null] = firstRows
  const width = Math.max(0, ...firstRows.map(filled))
  for (const row of firstRows) {
    const isWide = filled(row) >= Math.max(2, width * leastNamed)
    if (isWide) return row === first || holdsNames(row) ? row : first
    if (filled(row) > widestTitle) return first
  }
  return first
}

function filled({ values }: TableRow): number {
  return values.filter((value) => value.trim() !== '').length
}

/** No two alike and none a number or a day; years and months may stand as columns of their own. */
function holdsNames({ values }: TableRow): boolean {
  const names = values.map((value) => value.trim()).filter((name) => name !== '')
  return new Set(names).size === names.length && names.every(isName)
}

const periodForm = /^(?:19|20)\d{2}(?:[-M ]?\d{2})?$/

function isName(text: string): boolean {
  return periodForm.test(text) || (parseNumber(text) === null && parseInterval(text) === null)
}
