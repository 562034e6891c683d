import type { Handle, RequestEvent } from '@sveltejs/kit'

import { codeInQuery, decideAccess, type Refusal } from '#lib/accounts/access-decision.ts'
import type { SignedIn } from '#lib/accounts/access.ts'
import { isPage, ruleFor, type Rule } from '#lib/accounts/route-policy.ts'
import { hasSessionCookie } from '#lib/accounts/session-cookie.ts'
import { readSignedIn } from '#lib/accounts/session.server.ts'
import { actingAs } from '#lib/audit/actor.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import { isLoopback } from '#lib/platform/reach.ts'
import { answerProblem, answerWithPage, isForPerson } from './answer-problem.server.ts'

const visitor = { personId: null, name: 'besökare' }

/** Lets in whom the policy lets in at an address, and says in `locals` who that is and what is read as whom. */
export const handleAccess: Handle = async ({ event, resolve }) => {
  const { locals, route, request } = event
  Object.assign(locals, { signedIn: null, access: null, reader: null, municipality: null, refused: null })
  const rule = route.id === null ? 'everyone' : ruleFor(route.id, request.method)
  // The hook before this one has answered what has no rule.
  if (rule === null) return answerProblem(event, new ProblemError('method-not-allowed'))
  try {
    locals.signedIn = await whoAsks(event, rule)
    locals.municipality = await municipalityNamed(event, rule)
  } catch (error) {
    if (asProblem(error).code === 'internal') throw error
    return answerProblem(event, asProblem(error))
  }
  const now = systemClock.now()
  const decision = decideAccess({
    rule,
    signedIn: locals.signedIn,
    municipalityCode: codeNamed(event, rule),
    isThisMachine: isFromThisMachine(event),
    now,
  })
  if (!decision.admitted) return refuse(event, decision.because, resolve)
  Object.assign(locals, { access: decision.access, reader: decision.reader })
  const { signedIn } = locals
  const actor = signedIn === null ? visitor : { personId: signedIn.person.id, name: signedIn.person.name }
  const response = await actingAs(actor, () => resolve(event))
  return rule === 'unasked' ? response : keptByNobody(response)
}

/** A page that everybody may see is shown also when nobody can be recognised; then everyone is a stranger. */
async function whoAsks({ request }: RequestEvent, rule: Rule): Promise<SignedIn | null> {
  if (rule === 'unasked' || rule === 'this-machine' || !hasSessionCookie(request)) return null
  try {
    return await readSignedIn(await getDatabase(), request, systemClock)
  } catch (error) {
    if (rule === 'everyone' && asProblem(error).code !== 'internal') return null
    throw error
  }
}

async function municipalityNamed({ params, locals }: RequestEvent, rule: Rule): Promise<Municipality | null> {
  const slug = params['municipality']
  if (typeof rule === 'string' || rule.in !== 'slug' || slug === undefined || locals.signedIn === null) return null
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  return (await getDatabase()).withContext(context, (db) => findMunicipality(db, slug))
}

function codeNamed({ url, locals }: RequestEvent, rule: Rule): string | null {
  if (typeof rule === 'string') return null
  return rule.in === 'query' ? codeInQuery(url.searchParams) : (locals.municipality?.code ?? null)
}

/** A proxy on this machine sends others' requests from a loopback address: it names them, or the address people use. */
function isFromThisMachine({ request: { headers }, getClientAddress }: RequestEvent): boolean {
  const host = headers.get('host')?.replace(/:\d{1,5}$/, '') ?? ''
  const isForwarded = headers.has('x-forwarded-for') || headers.has('forwarded')
  return isLoopback(host) && !isForwarded && isLoopback(getClientAddress())
}

type Resolve = Parameters<Handle>[0]['resolve']

async function refuse(event: RequestEvent, because: Refusal, resolve: Resolve): Promise<Response> {
  const { route, locals, request } = event
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const problem = new ProblemError(because, because === 'invalid-parameter' ? [unnamed] : [])
  const wayOn = because === 'not-signed-in' ? signInAt(event) : because === 'step-up-required' ? stepUpAt(event) : null
  if (wayOn !== null) {
    const leads = isRead && route.id !== null && (isPage(route.id) || isForPerson(event))
    if (!leads) return answerWithPage(event, problem, wayOn)
    return new Response(null, { status: 303, headers: { location: wayOn.href, 'cache-control': 'no-store' } })
  }
  // The page for what is not there is the product's own, drawn by the layout of a municipality's pages.
  if (isRead && !event.isDataRequest && route.id !== null && isPage(route.id)) {
    locals.refused = problem.toProblem()
    const response = keptByNobody(await resolve(event))
    if (response.status === problem.status) return response
  }
  return answerProblem(event, problem)
}

const unnamed = {
  column: 'municipality',
  reason: {
    sv: 'municipality ska vara en kommunkod med fyra siffror, till exempel 1282, och stå en gång.',
    en: 'municipality must be a four-digit municipality code, 1282 for example, and stand once.',
  },
}

/**
 * Where to sign in and then go on; a form is sent from its page, so that is where one goes on. Why a session has ended is
 * found out and said there.
 */
function signInAt({ url }: RequestEvent) {
  const href = `${localizeHref('/sign-in')}?to=${encodeURIComponent(pathOf(url))}`
  return { href, sv: 'Logga in', en: 'Sign in' }
}

function stepUpAt({ url }: RequestEvent) {
  const href = `${localizeHref('/step-up')}?to=${encodeURIComponent(pathOf(url))}`
  return { href, sv: 'Bekräfta att det är du', en: 'Confirm that it is you' }
}

function pathOf({ pathname, searchParams }: URL): string {
  const kept = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))
  return kept.size === 0 ? pathname : `${pathname}?${kept}`
}

/**
 * Nothing of a municipality lies in a browser for whoever sits there next. What says otherwise itself (counts, with a tag)
 * is asked about each time, and belongs to the session it was given to.
 */
function keptByNobody(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  if (response.headers.has('etag')) response.headers.append('vary', 'cookie')
  return response
}
