/** What the police publish about a municipality, as context beside the map: never a point, a cell or a count of places. */
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import type { EventsAnswer, ListedEvent } from './answer.ts'
import { answer } from './answers.server.ts'
import { pageAtPolisen } from './event-page.ts'
import { findNewestEvent, listEvents, type EventRow } from './queries.server.ts'
import { parseMunicipality } from './question.ts'
import { readMunicipality } from './sides.server.ts'

const days = 30
const dayMilliseconds = 86_400_000
/** As many as anybody would read in a panel. */
const mostEvents = 500

/**
 * Events of the last 30 days; where nothing that new has been read in, of the 30 days up to the newest event there is.
 *
 * @throws ProblemError invalid-parameter, unknown-municipality
 */
export async function answerEvents(
  database: Database,
  request: Request,
  clock: Clock = systemClock,
): Promise<Response> {
  const municipalityCode = parseMunicipality(new URL(request.url).searchParams)
  const now = clock.now()
  const answered = await readMunicipality(database, municipalityCode, async (db): Promise<EventsAnswer> => {
    const newest = await findNewestEvent(db, municipalityCode, now)
    const isCurrent = newest === null || now.getTime() - newest.getTime() < days * dayMilliseconds
    // The day is enough, and lets an unchanged list keep its tag.
    const until = isCurrent ? endOfHour(now) : newest
    const from = new Date(until.getTime() - days * dayMilliseconds)
    const rows = await listEvents(db, municipalityCode, { from, until, limit: mostEvents })
    return { days, until: until.toISOString(), isCurrent, count: rows.length, types: byType(rows) }
  })
  return answer(answered, request)
}

const hourMilliseconds = 3_600_000
const endOfHour = (instant: Date) => new Date(Math.ceil(instant.getTime() / hourMilliseconds) * hourMilliseconds)

function byType(rows: readonly EventRow[]): { type: string; events: ListedEvent[] }[] {
  const collator = new Intl.Collator('sv')
  return [...Map.groupBy(rows, ({ type }) => type)]
    .map(([type, events]) => ({ type, events: events.map(listed) }))
    .sort((a, b) => b.events.length - a.events.length || collator.compare(a.type, b.type))
}

function listed({ id, occurredAt, name, url }: EventRow): ListedEvent {
  return { id, occurredAt: occurredAt.toISOString(), name, url: pageAtPolisen(url) }
}
