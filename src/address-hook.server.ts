import type { Handle } from '@sveltejs/kit'

import { bodyLimits, methodsOf, ruleFor } from '#lib/accounts/route-policy.ts'
import { getConfig } from '#lib/database/instance.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { isOwnContent, isOwnHost, isOwnPage } from '#lib/platform/reach.ts'
import { answerProblem } from './answer-problem.server.ts'

/**
 * What is refused before anybody asks who it is: a name that somebody else has pointed at this machine, what another site
 * sends, what is no form, is too long or is not taken there; and an address of the API that is none.
 */
export const handleAddress: Handle = async ({ event, resolve }) => {
  const { route, request, url, isSubRequest } = event
  const { origin } = getConfig()
  const refuse = (code: ConstructorParameters<typeof ProblemError>[0]) => answerProblem(event, new ProblemError(code))
  if (!isSubRequest && !isOwnHost(request.headers.get('host'), origin)) return refuse('wrong-host')
  if (!isSubRequest && !isOwnPage(request, origin)) return refuse('foreign-page')
  if (!isOwnContent(request)) return refuse('unsupported-content')
  if (route.id === null) return url.pathname.startsWith('/api/') ? refuse('not-found') : resolve(event)
  if (ruleFor(route.id, request.method) === null) {
    const refused = refuse('method-not-allowed')
    refused.headers.set('allow', methodsOf(route.id))
    return refused
  }
  return isTooLong(route.id, request) ? refuse('too-large') : resolve(event)
}

/** What is held in memory says beforehand how long it is. */
function isTooLong(routeId: string, { headers }: Request): boolean {
  const limit = bodyLimits[routeId] ?? 0
  if (limit === 'streamed') return false
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > limit
}
