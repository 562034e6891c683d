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
import { asProblem } from '#lib/platform/problem.ts'
import { protectiveHeaders, putOnEveryAnswer } from '#lib/platform/protective-headers.server.ts'
import { refuseOpenHost } from '#lib/platform/reach.ts'
import { refuseUnreadable } from '#lib/platform/readable-file.server.ts'
import { handleAccess } from './access-hook.server.ts'
import { handleAddress } from './address-hook.server.ts'
import { jobHandlers } from './job-handlers.server.ts'

const policyHeader = 'content-security-policy'

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
  const { port, host = '', origin, demo, basemapStyle, basemapPmtiles } = getConfig()
  if (!dev) {
    refuseOpenHost({ host, origin, demo })
    await refuseUnusablePort(port, host)
  }
  if (basemapPmtiles !== undefined) await refuseUnreadable('BASEMAP_PMTILES', basemapPmtiles)
  if (basemapStyle !== undefined) mapOrigins = followStyleOrigins(basemapStyle)
  const headers = protectiveHeaders(origin)
  putOnEveryAnswer(() => ({ ...headers, [policyHeader]: allowConnections(headers[policyHeader] ?? '', mapOrigins()) }))
  const database = await getDatabase()
  await askAs(database, 'kommun_request').catch(tellUnlessRefused)
  const police = await lookForPolice(database).catch(tellUnlessRefused)
  if (police?.connected === false) log.warn("the police's side is not connected: crimes are not shown")
  const runner = new JobRunner(database, jobHandlers(database, getConfig().smtpUrl))
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

/** A drawn page has a policy of its own, with a nonce; what has none gets the one that stands on every answer. */
const handleMapOrigins: Handle = async ({ event, resolve }) => {
  const response = await resolve(event)
  const policy = response.headers.get(policyHeader)
  if (policy !== null) response.headers.set(policyHeader, allowConnections(policy, mapOrigins()))
  return response
}

const handleCompression: Handle = async ({ event, resolve }) => compress(event.request, await resolve(event))

export const handle: Handle = sequence(handleCompression, handleMapOrigins, handleLanguage, handleAddress, handleAccess)

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
  const problem = problemOfStatus(status, thrown)
  if (status >= 500) log.error({ err: thrown, path: event.url.pathname }, 'a request failed')
  return { message: problem.title.en, problem }
}
