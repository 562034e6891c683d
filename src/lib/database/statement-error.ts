import { ProblemError, type ProblemType } from '#lib/platform/problem.ts'

/** What an engine says of a failed statement, the same shape for both. */
export class StatementError extends Error {
  readonly sqlState: string

  constructor(message: string, sqlState: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StatementError'
    this.sqlState = sqlState
  }
}

// PostgreSQL error codes, appendix A: https://www.postgresql.org/docs/15/errcodes-appendix.html
const problemBySqlState: Record<string, ProblemType> = {
  '57014': 'database-timeout',
  '53100': 'disk-full',
  '53200': 'database-unavailable',
  '53300': 'database-unavailable',
  '57P01': 'database-unavailable',
  '57P02': 'database-unavailable',
  '57P03': 'database-unavailable',
  '28000': 'database-refused',
  '28P01': 'database-refused',
  '3D000': 'database-refused',
}

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'ENOENT'])

/** An engine's error as one of the registry's problems where it is one, otherwise with its SQLSTATE. */
export function translateError(error: unknown): Error {
  if (error instanceof ProblemError) return error
  if (!(error instanceof Error)) return new ProblemError('internal', [], error)
  const code = sqlStateOf(error)
  const known = problemBySqlState[code]
  if (known !== undefined) return new ProblemError(known, [], error)
  if (lacksPassword(error)) return new ProblemError('database-refused', [], error)
  if (code.startsWith('08') || unreachable.has(code) || isLostConnection(error)) {
    return new ProblemError('database-unavailable', [], error)
  }
  if (error instanceof StatementError || code === '') return error
  return new StatementError(error.message, code, error)
}

/** '' when the error does not come from a statement. */
export function sqlStateOf(error: unknown): string {
  if (error instanceof StatementError) return error.sqlState
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** The driver's own refusal, before the server has been asked. */
function lacksPassword(error: Error): boolean {
  return /client password must be/i.test(error.message)
}

function isLostConnection(error: Error): boolean {
  return /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/i.test(
    error.message,
  )
}
