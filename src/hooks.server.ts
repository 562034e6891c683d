import { building, dev } from '$app/environment'
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit'
import { sequence } from '@sveltejs/kit/hooks'

import { paraglideMiddleware } from '#lib/languages/compiled/server.js'
import { askAs, lookForPolice } from '#lib/database/health.server.ts'
import { closeDatabase, getConfig, getDatabase } from '#lib/database/instance.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { allowConnections, followStyleOrigins } from '#lib/map/style-origins.ts'
import { tellProblem } from '#lib/platform/command.server.ts'
import { compress } from '#lib/platform/compression.server.ts'
import { refuseUnusablePort } from '#lib/platform/listening.server.ts'
import { log } from '#lib/platform/log.server.ts'
import { problemOfStatus } from '#lib/platform/problem-of-status.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import { isOwnHost, isOwnPage, refuseOpenHost } from '#lib/platform/reach.ts'
import { refuseUnreadable } from '#lib/platform/readable-file.server.ts'
import { jobHandlers } from './job-handlers.server.ts'

/** Where an operator's own map style fetches its tiles and letters; nothing else outside may be reached by a page. */
let mapOrigins: () => readonly string[] = () => []

/** A wrong setting stops the start, in words; a database that does not answer yet does not. */
export const init: ServerInit = async () => {
  if (building) return
  try {
    await start()
  } catch (error) {
    tellProblem(error)
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const { port, basemapStyle, basemapPmtiles } = getConfig()
  if (!dev) {
    const host = process.env['HOST']
    refuseOpenHost(host)
    await refuseUnusablePort(port, host ?? '')
  }
  if (basemapPmtiles !== undefined) await refuseUnreadable('BASEMAP_PMTILES', basemapPmtiles)
  if (basemapStyle !== undefined) mapOrigins = followStyleOrigins(basemapStyle)
  const database = await getDatabase()
  await askAs(database, 'kommun_request').catch(tellUnlessRefused)
  const police = await lookForPolice(database).catch(tellUnlessRefused)
  if (police?.connected === false) log.warn("the police's side is not connected: crimes are not shown")
  const runner = new JobRunner(database, jobHandlers(database))
  runner.start()
  process.once('sveltekit:shutdown', () => void runner.stop().then(closeDatabase))
}

/** A database that is down now may answer later; one that refuses the login or does not exist will not. */
function tellUnlessRefused(error: unknown): null {
  const problem = asProblem(error)
  if (problem.code === 'database-refused') throw error
  log.warn({ problem: problem.code }, 'the database cannot be used yet')
  return null
}

/** A name that somebody else has pointed at this machine gets nothing; an address of the API that is not, its problem. */
const handleAddress: Handle = async ({ event, resolve }) => {
  const { route, request, url, isSubRequest } = event
  if (!isSubRequest && !isOwnHost(request.headers.get('host'), getConfig().origin)) {
    return problemResponse(new ProblemError('wrong-host'))
  }
  if (!isSubRequest && !isOwnPage(request, getConfig().origin)) return problemResponse(new ProblemError('foreign-page'))
  if (route.id !== uploadRoute && isLong(request)) return problemResponse(new ProblemError('too-large'))
  if (route.id === null && url.pathname.startsWith('/api/')) return problemResponse(new ProblemError('not-found'))
  const response = await resolve(event)
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  if (response.status !== 405 || isPage) return response
  return problemResponse(new ProblemError('method-not-allowed'), { allow: response.headers.get('allow') ?? 'GET' })
}

/** The one address that takes files, and takes them as they come; what others are sent is held in memory. */
const uploadRoute = '/[municipality=slug]/uploads'
const ordinaryBytes = 1_000_000

function isLong({ headers }: Request): boolean {
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > ordinaryBytes
}

/** It is given the address alone: it copies a request, and would keep the whole body of one that nobody reads. */
const handleLanguage: Handle = ({ event, resolve }) => {
  const { url, headers } = event.request
  return paraglideMiddleware(new Request(url, { headers }), ({ locale }) =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%paraglide.lang%', locale).replace('%paraglide.textDirection%', 'ltr'),
    }),
  )
}

const handleMapOrigins: Handle = async ({ event, resolve }) => {
  const response = await resolve(event)
  const policy = response.headers.get('content-security-policy')
  if (policy !== null) response.headers.set('content-security-policy', allowConnections(policy, mapOrigins()))
  return response
}

const handleCompression: Handle = async ({ event, resolve }) => compress(event.request, await resolve(event))

export const handle: Handle = sequence(handleCompression, handleAddress, handleMapOrigins, handleLanguage)

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
  const problem = problemOfStatus(status, thrown)
  if (status >= 500) log.error({ err: thrown, path: event.url.pathname }, 'a request failed')
  return { message: problem.title.en, problem }
}
