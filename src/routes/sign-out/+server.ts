import { redirect } from '@sveltejs/kit'

import { endSession } from '#lib/accounts/session.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = async ({ request, cookies }) => {
  try {
    const { name, value, options } = await endSession(await getDatabase(), request)
    cookies.set(name, value, options)
  } catch (error) {
    return problemResponse(error)
  }
  redirect(303, `${localizeHref('/sign-in')}?out=1`)
}
