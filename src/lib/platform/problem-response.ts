import { asProblem } from './problem.ts'

/** RFC 9457: what an API route answers when something was thrown. */
export function problemResponse(error: unknown): Response {
  const problem = asProblem(error).toProblem()
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
