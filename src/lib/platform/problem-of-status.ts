import { asProblem, ProblemError, type Problem, type ProblemType } from './problem.ts'

const problemByStatus: Record<number, ProblemType> = {
  400: 'malformed-address',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
}

/** What the web framework refused by itself, as a problem of the registry; everything else as what was thrown. */
export function problemOfStatus(status: number, thrown: unknown): Problem {
  const code = problemByStatus[status]
  return (code === undefined ? asProblem(thrown) : new ProblemError(code)).toProblem()
}
