import { error, fail, type ActionFailure } from '@sveltejs/kit'

import { asProblem, type Problem } from './problem.ts'

/**
 * Reads what a page needs. A failure that the registry knows ends the page with its status and its words; any other is
 * thrown on, for `handleError` to log.
 */
export async function readForPage<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.code === 'internal') throw thrown
    failPage(problem.toProblem())
  }
}

/** Ends a page's load with a problem: its status, and the registry's words for the error page. */
export function failPage(problem: Problem): never {
  error(problem.status, { message: problem.title.en, problem })
}

/** What a form answers when something was thrown: its page again, with the registry's words. Any other is thrown on. */
export function refuseForm(thrown: unknown): ActionFailure<{ problem: Problem }> {
  const problem = asProblem(thrown)
  if (problem.code === 'internal') throw thrown
  return fail(problem.status, { problem: problem.toProblem() })
}
