import type { Scheme } from '#lib/ui/appearance.svelte.ts'
import type { LayoutServerLoad } from './$types'

/** The appearance a person has chosen; null follows the system. */
export const load: LayoutServerLoad = ({ cookies }) => {
  const scheme = cookies.get('scheme')
  const chosen: Scheme | null = scheme === 'light' || scheme === 'dark' ? scheme : null
  return { scheme: chosen }
}
