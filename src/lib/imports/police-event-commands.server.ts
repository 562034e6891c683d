import { appendAudit } from '#lib/audit/commands.server.ts'
import {
  deleteMovedPoliceEvents,
  listPoliceEventIds,
  upsertPoliceEvents,
} from '#lib/crimes/police-event-queries.server.ts'
import type { PoliceEvent } from '#lib/crimes/police-event.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import type { Homes } from './home.ts'
import { readJsonValues } from './json-values.server.ts'
import { municipalityOf, readPoliceEvent } from './police-event-file.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, RegisterReport, RegisterRequest } from './register.ts'
import { hashFile } from './text-file.server.ts'

interface SavedEvents {
  added: number
  updated: number
  unchanged: number
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
 * edited replaces what is kept of it, also when the edit moved it to another municipality.
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
  const { own, ...counts } = await readEvents(request, homes)
  const sha256 = (await hashFile(request.path)).toString('hex')
  const municipalityCodes = homes.all.map(({ code }) => code)
  const saved = await undoIfDry<SavedEvents>(request.dryRun, (finish) =>
    database.withContext({ role: 'import_worker', municipalityCodes, access: 'write' }, async (db) => {
      const total = { added: 0, updated: 0, unchanged: 0 }
      const kept = [...own].flatMap(([municipalityCode, events]) => events.map(({ id }) => ({ municipalityCode, id })))
      await deleteMovedPoliceEvents(db, municipalityCodes, kept)
      for (const [code, events] of own) {
        const outcome = await saveOwn(db, code, events)
        for (const name of ['added', 'updated', 'unchanged'] as const) total[name] += outcome[name]
        const subject = { municipalityCode: code, subjectKind: 'municipality', subjectId: code }
        const detail = { ...outcome, sha256 }
        await appendAudit(db, { ...subject, act: 'import.police-events', audience: 'shared', detail }, clock)
      }
      return finish(total)
    }),
  )
  const { fileName, dryRun } = request
  return { kind: 'police-events', fileName, sha256, dryRun, columns: null, ...counts, municipalities: own.size, saved }
}

async function readEvents({ path, municipalityCode: stated }: RegisterRequest, homes: Homes) {
  const faults = new Faults()
  const counts = { rowsRead: 0, ofCounties: 0, elsewhere: 0 }
  // The last of several versions of an event in one file is the newest.
  const byId = new Map<number, { event: PoliceEvent; municipalityCode: string }>()
  for await (const { row, value } of readJsonValues(path)) {
    if (faults.isFull) break
    counts.rowsRead += 1
    const read = readPoliceEvent(row, value, faults)
    if (read === null) continue
    const municipalityCode = municipalityOf(read.event.name, read.location, homes)
    if (municipalityCode === 'county') counts.ofCounties += 1
    else if (municipalityCode === null || (stated !== null && municipalityCode !== stated)) counts.elsewhere += 1
    else byId.set(read.event.id, { event: read.event, municipalityCode })
  }
  faults.refuse()
  if (counts.rowsRead === 0) throw refuseFile('filen har inga händelser', 'the file has no events', { row: 1 })
  const grouped = Map.groupBy(byId.values(), ({ municipalityCode }) => municipalityCode)
  return { ...counts, own: new Map([...grouped].map(([code, rows]) => [code, rows.map(({ event }) => event)])) }
}

async function saveOwn(
  db: Transaction,
  municipalityCode: string,
  events: readonly PoliceEvent[],
): Promise<SavedEvents> {
  const saved = { added: 0, updated: 0, unchanged: events.length }
  for (let start = 0; start < events.length; start += batchEvents) {
    const batch = events.slice(start, start + batchEvents)
    const ids = batch.map(({ id }) => id)
    const before = new Set(await listPoliceEventIds(db, municipalityCode, ids))
    for (const id of await upsertPoliceEvents(db, municipalityCode, batch)) {
      saved.unchanged -= 1
      saved[before.has(id) ? 'updated' : 'added'] += 1
    }
  }
  return saved
}
