import { error } from '@sveltejs/kit'

import { asProblem } from './problem.ts'

/** Ends a page's load with the problem that was thrown: its status, and the registry's words for the error page. */
export function failPage(thrown: unknown): never {
  const problem = asProblem(thrown).toProblem()
  error(problem.status, { message: problem.title.en, problem })
}
