import { hourOfWeek, monthOf } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'
import { placeRecords, removePoints, storePoints } from '#lib/points/commands.server.ts'
import type { Added } from '#lib/points/point.ts'
import { crimeInstant, type CrimeAreaCount, type CrimeRecord } from './crime.ts'
import {
  deleteCrimes,
  listImportedCrimes,
  findOtherCrimes,
  insertCrimes,
  listCrimeAreaCounts,
  upsertCrimeAreaCounts,
  type CrimeRow,
} from './queries.server.ts'

export interface CrimeBatch {
  municipalityCode: string
  importId: string | null
  records: readonly CrimeRecord[]
}

/**
 * The one way in for crimes: rows and counts in the caller's transaction, on the police's side. What is
 * there already is left alone.
 */
export async function addCrimes(db: Transaction, { municipalityCode, importId, records }: CrimeBatch): Promise<Added> {
  const placed = await placeRecords(db, municipalityCode, records)
  const rows = placed.map(({ record, cell, outsideMeters }): CrimeRow => ({
    ...record,
    importId,
    cell,
    outsideMeters,
    month: monthOf(crimeInstant(record)),
    hourOfWeek: hourOfWeek(record.occurredFrom, record.occurredTo),
    slot: slotOf('crime', record.offenceGroup, null),
  }))
  return storePoints(db, { municipalityCode, side: 'police', rows, insert: insertCrimes, findOther: findOtherCrimes })
}

/**
 * Keeps what the police handed over by area; a later hand-over of the same area, group and period replaces it, an earlier
 * one doesn't.
 */
export async function saveCrimeAreaCounts(
  db: Transaction,
  municipalityCode: string,
  counts: readonly CrimeAreaCount[],
  importId: string | null = null,
): Promise<SavedAreaCounts> {
  const saved = { added: 0, replaced: 0, unchanged: 0, older: 0 }
  const known = new Map(
    (await listCrimeAreaCounts(db, municipalityCode, monthsOf(counts))).map((count) => [keyOf(count), count]),
  )
  const toWrite = counts.filter((count) => {
    const outcome = outcomeOf(count, known.get(keyOf(count)))
    saved[outcome] += 1
    return outcome === 'added' || outcome === 'replaced'
  })
  for (let start = 0; start < toWrite.length; start += batchCounts) {
    await upsertCrimeAreaCounts(db, municipalityCode, toWrite.slice(start, start + batchCounts), importId)
  }
  return saved
}

/** How many counts of a hand-over were new, replaced others, were there already, or were older than what is there. */
export interface SavedAreaCounts {
  added: number
  replaced: number
  unchanged: number
  older: number
}

const batchCounts = 2000

function monthsOf(counts: readonly CrimeAreaCount[]) {
  let [monthFrom, monthTo] = ['9999-12', '0000-01']
  for (const count of counts) {
    if (count.monthFrom < monthFrom) monthFrom = count.monthFrom
    if (count.monthTo > monthTo) monthTo = count.monthTo
  }
  return { monthFrom, monthTo }
}

function keyOf({ areaCode, offenceGroup, monthFrom, monthTo }: CrimeAreaCount): string {
  return [areaCode, offenceGroup, monthFrom, monthTo].join('\n')
}

function outcomeOf(count: CrimeAreaCount, known: CrimeAreaCount | undefined): keyof SavedAreaCounts {
  if (known === undefined) return 'added'
  if (known.handedOverOn !== null && (count.handedOverOn ?? '') < known.handedOverOn) return 'older'
  const same = (['n', 'written', 'giver', 'handedOverOn', 'reference'] as const).every(
    (name) => count[name] === known[name],
  )
  return same ? 'unchanged' : 'replaced'
}

/** Takes away what came with an import, rows and counts, in the caller's transaction. @returns how many */
export function removeCrimes(db: Transaction, municipalityCode: string, importId: string): Promise<number> {
  return removePoints(db, {
    municipalityCode,
    side: 'police',
    importId,
    list: listImportedCrimes,
    remove: deleteCrimes,
  })
}
