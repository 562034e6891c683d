import { actingContext } from '#lib/accounts/reading-context.ts'
import type { Database } from '#lib/database/database.ts'
import { noteVisit } from './queries.server.ts'
import { underHeadings, type Heading, type StartItem, type StartQuestion, type StartSource } from './start.ts'

export interface StartPage {
  since: Date | null
  told: Record<Heading, StartItem[]>
}

/** What every source has to say to the reader, since they last looked; looking is noted. */
export async function readStartPage(
  database: Database,
  sources: readonly StartSource[],
  asked: Omit<StartQuestion, 'since'>,
): Promise<StartPage> {
  const { reader, now } = asked
  const since = await database.withContext(actingContext(reader), (db) => noteVisit(db, reader, now))
  return { since, told: await askSources(database, sources, { ...asked, since }) }
}

export async function askSources(
  database: Database,
  sources: readonly StartSource[],
  question: StartQuestion,
): Promise<Record<Heading, StartItem[]>> {
  const told = await Promise.all(sources.map((source) => source(database, question)))
  return underHeadings(told.flat())
}
