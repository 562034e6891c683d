import {
  deletePoliceEvents,
  listKeptPoliceEvents,
  upsertPoliceEvents,
} from '#lib/crimes/police-event-queries.server.ts'
import type { KeptPoliceEvent } from '#lib/crimes/police-event-queries.server.ts'
import type { PoliceEvent } from '#lib/crimes/police-event.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import type { Homes } from './home.ts'
import { readJsonValues } from './json-values.server.ts'
import { municipalityOf, readPoliceEvent } from './police-event-file.ts'
import { beginPart, keepReplaced, logRegister } from './register-log.server.ts'
import type { RegisterLogging } from './register-log.server.ts'
import type { RegisterPart } from './register-replacement-queries.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'
import { hashFile } from './text-file.server.ts'

interface SavedEvents {
  added: number
  updated: number
  unchanged: number
  /** A newer file than this one is kept: left as they are. */
  older: number
}

export interface PoliceEventReport extends RegisterReport {
  kind: 'police-events'
  saved: SavedEvents
  /** Events that name only a county: left out. */
  ofCounties: number
  /** Events of municipalities that are not here: left out. */
  elsewhere: number
  municipalities: number
}

const batchEvents = 2000

/**
 * Takes in events from polisen.se's API (JSON, or one event a line), all of the file or nothing. An event that was
 * edited replaces what is kept of it, also when the edit moved it to another municipality. Which version is the newer only
 * the file says: by the newest publishing in it, since an edit leaves the event's own as it was.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importPoliceEvents(
  database: Database,
  request: RegisterRequest,
  _watch?: ColumnWatcher,
  clock: Clock = systemClock,
): Promise<PoliceEventReport> {
  const homes = await readHomes(database, request.municipalityCode)
  const { own, asOf, ...counts } = await readEvents(request, homes)
  const sha256 = (await hashFile(request.path)).toString('hex')
  const logging: RegisterLogging = { kind: 'police-events', request, sha256, columns: null, clock }
  const municipalityCodes = homes.all.map(({ code }) => code)
  const { saved, imports } = await undoIfDry<{ saved: SavedEvents; imports: RegisterPart[] }>(
    request.dryRun,
    (finish) =>
      database.withContext({ role: 'import_worker', municipalityCodes, access: 'write' }, async (db) =>
        finish(await saveAll(db, own, asOf, logging, municipalityCodes)),
      ),
  )
  const { fileName, dryRun } = request
  const municipalities = own.size
  return { kind: 'police-events', fileName, sha256, dryRun, columns: null, ...counts, municipalities, saved, imports }
}

async function readEvents({ path, municipalityCode: stated }: RegisterRequest, homes: Homes) {
  const faults = new Faults()
  const counts = { rowsRead: 0, ofCounties: 0, elsewhere: 0 }
  let asOf = new Date(0)
  // The last of several versions of an event in one file is the newest.
  const byId = new Map<number, { event: PoliceEvent; municipalityCode: string }>()
  for await (const { row, value } of readJsonValues(path)) {
    if (faults.isFull) break
    counts.rowsRead += 1
    const read = readPoliceEvent(row, value, faults)
    if (read === null) continue
    if (read.event.publishedAt > asOf) asOf = read.event.publishedAt
    const municipalityCode = municipalityOf(read.event.name, read.location, homes)
    if (municipalityCode === 'county') counts.ofCounties += 1
    else if (municipalityCode === null || (stated !== null && municipalityCode !== stated)) counts.elsewhere += 1
    else byId.set(read.event.id, { event: read.event, municipalityCode })
  }
  faults.refuse()
  if (counts.rowsRead === 0) throw refuseFile('filen har inga händelser', 'the file has no events', { row: 1 })
  const grouped = Map.groupBy(byId.values(), ({ municipalityCode }) => municipalityCode)
  const own = new Map([...grouped].map(([code, rows]) => [code, rows.map(({ event }) => event)]))
  return { ...counts, asOf, own }
}

type EventsByCode = ReadonlyMap<string, readonly PoliceEvent[]>

async function saveAll(
  db: Transaction,
  own: EventsByCode,
  asOf: Date,
  logging: RegisterLogging,
  municipalityCodes: readonly string[],
): Promise<{ saved: SavedEvents; imports: RegisterPart[] }> {
  const saved = { added: 0, updated: 0, unchanged: 0, older: 0 }
  const { older, known, moved } = await compare(db, own, asOf, municipalityCodes)
  const parts = [...new Set([...own.keys(), ...moved.keys()])].map(beginPart)
  for (const part of parts) {
    const events = (own.get(part.municipalityCode) ?? []).filter(({ id }) => !older.has(id))
    const gone = moved.get(part.municipalityCode) ?? []
    const ids = [...events.map(({ id }) => id), ...gone]
    const outcome = await keepReplaced(db, part, { kind: 'police-events', ids }, async () => {
      await deletePoliceEvents(db, part.municipalityCode, gone)
      return saveOwn(db, part, events, asOf, known)
    })
    outcome.older = (own.get(part.municipalityCode)?.length ?? 0) - events.length
    for (const name of ['added', 'updated', 'unchanged', 'older'] as const) saved[name] += outcome[name]
    const logged = {
      rowsRead: own.get(part.municipalityCode)?.length ?? 0,
      added: outcome.added + outcome.updated,
      alreadyPresent: outcome.unchanged + outcome.older,
    }
    await logRegister(db, logging, part, logged, { ...outcome, movedAway: gone.length })
  }
  return { saved, imports: parts }
}

/** Which of the file's events are kept from a newer file, which are kept where they were, and which have moved from where. */
async function compare(db: Transaction, own: EventsByCode, asOf: Date, municipalityCodes: readonly string[]) {
  const homeOf = new Map([...own].flatMap(([code, events]) => events.map(({ id }) => [id, code] as const)))
  const ids = [...homeOf.keys()]
  const kept: KeptPoliceEvent[] = []
  for (let start = 0; start < ids.length; start += batchEvents) {
    kept.push(...(await listKeptPoliceEvents(db, municipalityCodes, ids.slice(start, start + batchEvents))))
  }
  const older = new Set(kept.filter((event) => event.asOf > asOf).map(({ id }) => id))
  const known = new Set<number>()
  const moved = new Map<string, number[]>()
  for (const { id, municipalityCode } of kept) {
    if (homeOf.get(id) === municipalityCode) known.add(id)
    else if (!older.has(id)) moved.set(municipalityCode, [...(moved.get(municipalityCode) ?? []), id])
  }
  return { older, known, moved }
}

async function saveOwn(
  db: Transaction,
  { municipalityCode, importId }: RegisterPart,
  events: readonly PoliceEvent[],
  asOf: Date,
  known: ReadonlySet<number>,
): Promise<SavedEvents> {
  const saved = { added: 0, updated: 0, unchanged: events.length, older: 0 }
  for (let start = 0; start < events.length; start += batchEvents) {
    const batch = events.slice(start, start + batchEvents)
    for (const id of await upsertPoliceEvents(db, municipalityCode, batch, { asOf, importId })) {
      saved.unchanged -= 1
      saved[known.has(id) ? 'updated' : 'added'] += 1
    }
  }
  return saved
}
