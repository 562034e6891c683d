import type { ProblemReason } from '#lib/platform/problem.ts'

import type { StoredExamination } from './examination.ts'

/**
 * What a file leaves open, as the form asks it. Where a whole column is missing there is no place in the file to name, and
 * the field is named by the words.
 */
export function questionsOf(
  examination: Pick<StoredExamination, 'columns' | 'problems'> | null,
): Pick<ProblemReason, 'row' | 'column' | 'value' | 'reason'>[] {
  if (examination === null) return []
  const columns = new Set(examination.columns.map(({ column }) => column))
  return examination.problems.map(({ row, column, ...rest }) => {
    if (column === undefined || !columns.has(column)) return rest
    return { ...(row === undefined ? {} : { row }), column, ...rest }
  })
}

/** Whether a column is missing: that is asked of the heading, row 1. The first area's boundary is on such a row too. */
export function asksForColumn({ problems }: Pick<StoredExamination, 'problems'>): boolean {
  return problems.some(({ row, column }) => row === 1 && column !== undefined && column !== 'geometry')
}
