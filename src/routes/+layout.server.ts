import type { Scheme } from '#lib/ui/appearance.svelte.ts'
import type { LayoutServerLoad } from './$types'

/** The appearance a person has chosen (null follows the system), and who is signed in, for the account's menu. */
export const load: LayoutServerLoad = ({ cookies, locals }) => {
  const scheme = cookies.get('scheme')
  const chosen: Scheme | null = scheme === 'light' || scheme === 'dark' ? scheme : null
  const person = locals.signedIn?.person
  return { scheme: chosen, account: person === undefined ? null : { name: person.name, email: person.email } }
}
