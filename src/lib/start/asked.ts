import type { Access, Reader } from '#lib/accounts/access.ts'
import type { Locale } from '#lib/languages/format.ts'
import type { StartQuestion } from './start.ts'

/** @throws Error where the hook has let somebody in without saying what they may do: a fault of ours */
export function askedOnStart(
  reader: Reader,
  access: Access | null,
  slug: string,
  now: Date,
  locale: Locale,
): Omit<StartQuestion, 'since'> {
  if (access === null) throw new Error('the policy of this address names no municipality')
  return { reader, access, slug, now, locale }
}
