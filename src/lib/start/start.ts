import type { Access, Reader } from '#lib/accounts/access.ts'
import type { Database } from '#lib/database/database.ts'
import type { Locale } from '#lib/languages/format.ts'

/** What the start page asks, in the order it tells it. */
export const headings = ['new', 'review', 'due', 'next', 'imports'] as const
export type Heading = (typeof headings)[number]

/** One thing that someone should know or do, in a sentence of the reader's language. */
export interface StartItem {
  heading: Heading
  text: string
  /** Where it is seen or done, without language; null where there is nothing to open. */
  href: string | null
  /** When it must be done; of two things under one heading, the earlier comes first. */
  until?: Date
}

/** Who looks at the start page of which municipality, and since when they have not. */
export interface StartQuestion {
  reader: Reader
  access: Access
  slug: string
  /** The last visit before this one; null on the first. */
  since: Date | null
  now: Date
  locale: Locale
}

/**
 * What one domain has to say on the start page and in the weekly brief. It answers for the reader alone, and only what
 * they may see and do; nothing to say is an empty list. Sources stand in one list, `src/start-sources.server.ts`.
 */
export type StartSource = (database: Database, question: StartQuestion) => Promise<StartItem[]>

/** Everything under its heading, what must be done first first. */
export function underHeadings(items: readonly StartItem[]): Record<Heading, StartItem[]> {
  const of = (heading: Heading) =>
    items
      .filter((item) => item.heading === heading)
      .sort((one, other) => (one.until?.getTime() ?? Infinity) - (other.until?.getTime() ?? Infinity) || 0)
  return Object.fromEntries(headings.map((heading) => [heading, of(heading)])) as Record<Heading, StartItem[]>
}
