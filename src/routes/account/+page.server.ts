import { actOnOwnAccount, type OwnAct } from '#lib/accounts/forms.server.ts'
import { readOwnAccount } from '#lib/accounts/own-account.server.ts'
import { requireSignedIn } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const signedIn = requireSignedIn(locals)
  const own = await readForPage(async () => readOwnAccount(await getDatabase(), signedIn))
  return { ...own, person: signedIn.person }
}

const action =
  (act: OwnAct) =>
  async ({ request, locals }: RequestEvent) => {
    const [database, form] = [await getDatabase(), await request.formData()]
    return actOnOwnAccount(database, requireSignedIn(locals), act, form).catch(refuseForm)
  }

export const actions = {
  password: action('password'),
  begin: action('begin'),
  confirm: action('confirm'),
  end: action('end'),
  session: action('session'),
  others: action('others'),
}
