import { log } from './log.server.ts'
import { asProblem } from './problem.ts'

/** RFC 9457: what an API route answers when something was thrown. What nobody foresaw is logged, with its stack. */
export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
  const problem = asProblem(error)
  if (problem.code === 'internal') log.error({ err: problem.cause ?? problem }, 'a request failed')
  return new Response(JSON.stringify(problem.toProblem()), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
