import { json, type RequestEvent } from '@sveltejs/kit'

import { problemPage, type WayOn } from '#lib/platform/problem-page.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { ProblemError } from '#lib/platform/problem.ts'

const noStore = { 'cache-control': 'no-store' }

/**
 * A problem that a hook answers with, in the form that whoever asks understands: the router in the browser, a browser
 * without scripts, or a program. The same problem is the same answer, wherever it was met.
 */
export function answerProblem(event: RequestEvent, problem: ProblemError, wayOn?: WayOn): Response {
  const { status } = problem
  const told = problem.toProblem()
  const error = { message: told.title.en, problem: told }
  if (event.isDataRequest) return json(error, { status, headers: noStore })
  if (isScriptedForm(event)) return json({ type: 'error', status, error }, { status, headers: noStore })
  if (!isForPerson(event)) return problemResponse(problem)
  const headers = { ...noStore, 'content-type': 'text/html; charset=utf-8' }
  return new Response(problemPage(told, wayOn), { status, headers })
}

/** Leads a person on to another page of ours; what else is sent is told why it was not done. */
export function answerWithPage(event: RequestEvent, problem: ProblemError, wayOn: WayOn): Response {
  const { status } = problem
  if (isScriptedForm(event)) {
    return json({ type: 'redirect', status: 303, location: wayOn.href }, { status, headers: noStore })
  }
  return answerProblem(event, problem, wayOn)
}

/** A form that the router in the browser sends for its page. */
export function isScriptedForm({ request }: Pick<RequestEvent, 'request'>): boolean {
  return request.method === 'POST' && request.headers.get('x-sveltekit-action') === 'true'
}

/** Somebody's browser, going to an address that is no program's. */
export function isForPerson({ request, url }: Pick<RequestEvent, 'request' | 'url'>): boolean {
  return !url.pathname.startsWith('/api/') && (request.headers.get('accept') ?? '').includes('text/html')
}
