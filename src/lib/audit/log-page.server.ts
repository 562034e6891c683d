import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { appendAudit } from './commands.server.ts'
import { valueHashOf } from './hashing.server.ts'
import { writeHeads } from './head-file.ts'
import { entriesPerPage, readSearch, type LogPage, type LogSearch } from './search.ts'
import { countActs, countReadings, listActs, selectActs, selectReadings, type Sought } from './search-queries.server.ts'
import { requestContext } from './tables.server.ts'
import { checkChains } from './verification.server.ts'
import { selectChecks, selectHeads } from './verify-queries.server.ts'

/** Whose log it is that is read: a party sees its own entries and those of both, and its own readings. */
export interface LogReader {
  municipalityCode: string
  party: Side
}

/** How the party's chains were found when they were last gone through; null before that. */
export interface ChainState {
  checkedAt: Date
  wholeUntil: Date
  faults: number
}

export async function readLogPage(
  database: Database,
  reader: LogReader,
  parameters: URLSearchParams,
): Promise<LogPage & { chain: ChainState | null }> {
  const { municipalityCode, party } = reader
  const search = readSearch(parameters)
  const sought = await seek(database, reader, search)
  return database.withContext(inLog(reader, 'read'), async (db) => {
    const isActs = search.log === 'acts'
    const total = isActs ? await countActs(db, sought) : await countReadings(db, party, sought)
    const pages = Math.max(1, Math.ceil(total / entriesPerPage))
    const page = Math.min(pages, search.page)
    const slice = { limit: entriesPerPage, offset: (page - 1) * entriesPerPage, before: null }
    return {
      search: { ...search, page },
      total,
      pages,
      acts: isActs ? await listActs(db, municipalityCode) : [],
      entries: isActs ? await selectActs(db, sought, slice) : [],
      readings: isActs ? [] : await selectReadings(db, party, sought, slice),
      chain: await readChainState(db, municipalityCode),
    }
  })
}

/** The hash is found first: the party's salt may have to be made, which is a write. */
export async function seek(database: Database, reader: LogReader, search: LogSearch): Promise<Sought> {
  const { municipalityCode, party } = reader
  if (search.subject === '') return { ...search, municipalityCode, subjectHash: '' }
  return database.withContext(inLog(reader, 'write'), async (db) => {
    const hash = await valueHashOf(db, municipalityCode, party)
    return { ...search, municipalityCode, subjectHash: hash(search.subject) }
  })
}

export function inLog({ municipalityCode, party }: LogReader, access: Context['access']): Context {
  return requestContext(party, municipalityCode, access)
}

async function readChainState(db: Transaction, municipalityCode: string): Promise<ChainState | null> {
  const checks = await selectChecks(db, municipalityCode)
  const sealed = checks.flatMap(({ lastSealedAt }) => lastSealedAt?.getTime() ?? [])
  if (checks.length === 0 || sealed.length === 0) return null
  return {
    checkedAt: new Date(Math.min(...checks.map(({ checkedAt }) => checkedAt.getTime()))),
    wholeUntil: new Date(Math.max(...sealed)),
    faults: checks.reduce((sum, { faults }) => sum + faults, 0),
  }
}

/** Goes through the party's chains because a person asks for it. */
export async function checkNow(database: Database, reader: LogReader, clock: Clock = systemClock): Promise<void> {
  const { municipalityCode, party } = reader
  const verifications = await checkChains(database, party, municipalityCode, clock)
  const faults = verifications.reduce((sum, { faults: found }) => sum + found, 0)
  await noteOnLog(database, reader, 'audit.check', { faults }, clock)
}

/** The heads that were kept day by day, as the file to save elsewhere. */
export async function takeHeads(database: Database, reader: LogReader, clock: Clock = systemClock): Promise<string> {
  const { municipalityCode } = reader
  const heads = await database.withContext(inLog(reader, 'read'), (db) => selectHeads(db, municipalityCode))
  await noteOnLog(database, reader, 'audit.heads', { rows: heads.length }, clock)
  return writeHeads(heads)
}

/** Notes what is done with the log itself. */
export async function noteOnLog(
  database: Database,
  reader: LogReader,
  act: string,
  detail: Record<string, unknown>,
  clock: Clock,
): Promise<void> {
  const { municipalityCode, party: audience } = reader
  const entry = { municipalityCode, act, subjectKind: 'audit', subjectId: null, audience, detail }
  await database.withContext(inLog(reader, 'write'), (db) => appendAudit(db, entry, clock))
}
