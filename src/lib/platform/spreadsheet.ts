/**
 * Text for a file that people open in a spreadsheet. A value that begins as a formula does would be run there, so it gets
 * an apostrophe before it, which spreadsheets take as "this is text"; numbers, negative ones too, stay numbers.
 */

/**
 * Also behind blanks, which some programs take away, and in the wide forms of East Asian keyboards. What has apostrophes before
 * that already gets one more, so that each text has a form of its own to come back from.
 */
const beginsFormula = /^'*(?:[\t\r\n]|[ \u00A0]*[=+\-@＝＋－＠])/
const number = /^[+-]?(?:\d{1,3}(?:[ \u00A0\u202F]\d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d{1,3})?$/i

export function neutraliseFormula(value: string): string {
  return beginsFormula.test(value) && !number.test(value) ? `'${value}` : value
}

/** The value as it was before `neutraliseFormula`: what leaves in a spreadsheet comes back as it left. */
export function restoreFormula(value: string): string {
  if (!value.startsWith("'")) return value
  const rest = value.slice(1)
  return neutraliseFormula(rest) === rest ? value : rest
}

/** The same for a row; most have nothing to restore. */
export function restoreFormulas(values: readonly string[]): readonly string[] {
  return values.some((value) => value.startsWith("'")) ? values.map(restoreFormula) : values
}

/** Put first in a file, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF'

/**
 * One line of CSV, separated by semicolons as Swedish spreadsheets expect. A value with any separator in it is quoted, so
 * that no program splits one and finds a formula in its second half.
 */
export function spreadsheetLine(values: readonly string[]): string {
  return `${values.map((value) => quote(neutraliseFormula(value))).join(';')}\r\n`
}

function quote(value: string): string {
  return /[",;\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
