import { formatNumber } from '#lib/languages/format.ts'
import { byteOrderMark, spreadsheetLine } from '#lib/platform/spreadsheet.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

/** Told every reason why a row is refused, in the order of the file within each batch; may be slow, the reading waits. */
export interface RefusalSink {
  write(reason: ProblemReason): Promise<void> | void
}

/**
 * Reasons kept with a municipality's import. Past it they are told but not kept: the list is for mending a file, not a second
 * copy of it.
 */
export const maximumKeptReasons = 100_000

/** First line of a list of refused rows. */
export const refusalHeading =
  byteOrderMark + spreadsheetLine(['rad / row', 'kolumn / column', 'värde / value', 'orsak', 'reason'])

/** Last line of a list that is not the whole one. */
export const refusalEnd = spreadsheetLine([
  '',
  '',
  '',
  `Listan slutar här: de första ${formatNumber(maximumKeptReasons, 'sv')} orsakerna är sparade. Ett prov av filen ger alla.`,
  `The list ends here: the first ${formatNumber(maximumKeptReasons, 'en')} reasons are kept. A dry run of the file gives all.`,
])

/** One reason as a line of that list, formulas neutralised. */
export function refusalLine({ row, column, value, reason }: ProblemReason): string {
  return spreadsheetLine([row === undefined ? '' : String(row), column ?? '', value ?? '', reason.sv, reason.en])
}

/** As it is kept: one JSON array. */
export function packReason({ row, column, value, reason }: ProblemReason): string {
  return `${JSON.stringify([row ?? null, column ?? null, value ?? null, reason.sv, reason.en])}\n`
}

export function unpackReason(line: string): ProblemReason {
  const [row, column, value, sv, en] = JSON.parse(line) as [number | null, string | null, string | null, string, string]
  return {
    ...(row === null ? {} : { row }),
    ...(column === null ? {} : { column }),
    ...(value === null ? {} : { value }),
    reason: { sv, en },
  }
}
