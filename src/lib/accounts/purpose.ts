import { ProblemError } from '#lib/platform/problem.ts'
import type { SignedIn } from './access.ts'
import { may } from './permissions.ts'

/** What single crimes are asked for, as it stands in the read log. */
export const purposes = [
  'Lägesbild',
  'Brottsförebyggande insats',
  'Uppföljning av åtgärd',
  'Underlag till samverkan',
] as const

const longest = 200

/** Whoever may read single crimes somewhere states what for. */
export function needsPurpose({ memberships }: Pick<SignedIn, 'memberships'>): boolean {
  return memberships.some(({ party, role }) => may({ party, roles: [role] }, 'crimes.exact'))
}

/** One of the list, one in the person's own words, or both. @throws ProblemError purpose-missing */
export function readPurpose(form: FormData): string {
  const parts = [form.get('purpose'), form.get('details')].map((part) => (typeof part === 'string' ? part.trim() : ''))
  const purpose = parts.filter((part) => part !== '').join(': ')
  if (purpose.length < 3) throw new ProblemError('purpose-missing')
  return purpose.slice(0, longest)
}
