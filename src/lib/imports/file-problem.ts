import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason, ReasonWords } from '#lib/platform/problem.ts'

/** The whole file is refused for one reason that a command has an option for. */
export function refuseFileFor(reason: ReasonWords, where: Omit<ProblemReason, 'reason'> = {}): ProblemError {
  return new ProblemError('invalid-file', [{ ...where, reason }])
}

/** The whole file is refused for one reason. */
export function refuseFile(sv: string, en: string, where: Omit<ProblemReason, 'reason'> = {}): ProblemError {
  return refuseFileFor({ sv, en }, where)
}

export const statesMunicipality = { sv: '--municipality KOD', en: '--municipality CODE' }

/** What a command types for a field that no column is, and the columns there are: a page shows them anyway. */
export function statesField(field: string, heading: readonly string[]): { sv: string; en: string } {
  const columns = heading.join(', ')
  return {
    sv: `filens kolumner: ${columns}; --map KOLUMN=${field} eller --set ${field}=VÄRDE`,
    en: `the file's columns: ${columns}; --map COLUMN=${field} or --set ${field}=VALUE`,
  }
}

export function statesPosition(heading: readonly string[]): { sv: string; en: string } {
  const columns = heading.join(', ')
  return {
    sv: `filens kolumner: ${columns}; --map KOLUMN=longitude och --map KOLUMN=latitude, eller east och north`,
    en: `the file's columns: ${columns}; --map COLUMN=longitude and --map COLUMN=latitude, or east and north`,
  }
}

/** Whatever the operating system or the decompressor says of a file, in words; other errors pass through. */
export function asFileProblem(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return refuseFile('filen finns inte', 'there is no such file')
  if (code === 'EISDIR') return refuseFile('det är en mapp, inte en fil', 'it is a folder, not a file')
  if (code === 'EACCES' || code === 'EPERM') return refuseFile('filen får inte läsas', 'the file may not be read')
  if (code.startsWith('Z_')) {
    return refuseFile('den komprimerade filen är skadad eller avbruten', 'the compressed file is damaged or cut short')
  }
  return error
}

export function wrongWidth(row: number, found: number, expected: number): ProblemReason {
  return {
    row,
    column: String(Math.min(found, expected) + 1),
    reason: {
      sv: `raden har ${found} värden, men rubrikraden har ${expected}`,
      en: `the row has ${found} values, but the heading has ${expected}`,
    },
  }
}

/** What goes wrong is told among the problems; what isn't about the file goes on. */
export async function attempted<Result>(
  problems: ProblemReason[],
  work: () => Promise<Result> | Result,
): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    const { code, errors } = asProblem(error)
    if (code !== 'invalid-file') throw error
    problems.push(...errors)
    return null
  }
}
