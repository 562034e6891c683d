import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit'
import { sequence } from '@sveltejs/kit/hooks'

import { paraglideMiddleware } from '#lib/languages/compiled/server.js'
import { closeDatabase, getConfig, getDatabase } from '#lib/database/instance.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { allowConnections, styleOrigins } from '#lib/map/style-origins.ts'
import { log } from '#lib/platform/log.server.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import { jobHandlers } from './job-handlers.server.ts'

/** Where an operator's own map style fetches its tiles and letters; nothing else outside may be reached by a page. */
let mapOrigins: Promise<string[]> = Promise.resolve([])

/** A wrong setting stops the start; a database that does not answer yet does not. */
export const init: ServerInit = async () => {
  const { basemapStyle } = getConfig()
  if (basemapStyle !== undefined) mapOrigins = styleOrigins(basemapStyle)
  const database = await getDatabase()
  const runner = new JobRunner(database, jobHandlers(database))
  runner.start()
  process.once('sveltekit:shutdown', () => void runner.stop().then(closeDatabase))
}

const handleLanguage: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request
    return resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%paraglide.lang%', locale).replace('%paraglide.textDirection%', 'ltr'),
    })
  })

const handleMapOrigins: Handle = async ({ event, resolve }) => {
  const response = await resolve(event)
  const policy = response.headers.get('content-security-policy')
  if (policy !== null) response.headers.set('content-security-policy', allowConnections(policy, await mapOrigins))
  return response
}

export const handle: Handle = sequence(handleMapOrigins, handleLanguage)

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
  const problem = (status === 404 ? new ProblemError('not-found') : asProblem(thrown)).toProblem()
  if (problem.status >= 500) log.error({ err: thrown, path: event.url.pathname }, 'a request failed')
  return { message: problem.title.en, problem }
}
