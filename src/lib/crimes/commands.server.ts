import { hourOfWeek, monthOf } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'
import { countAdded, placeRecords, summariseAdded } from '#lib/points/commands.server.ts'
import type { Added } from '#lib/points/point.ts'
import { crimeInstant, type CrimeAreaCount, type CrimeRecord } from './crime.ts'
import { insertCrimes, upsertCrimeAreaCounts, type CrimeRow } from './queries.server.ts'

export interface CrimeBatch {
  municipalityCode: string
  importId: string | null
  records: readonly CrimeRecord[]
}

/**
 * The one way in for crimes: rows and counts in the caller's transaction, on the police's side. Ids that exist already
 * are left alone.
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
  const addedIds = new Set(await insertCrimes(db, municipalityCode, rows))
  await countAdded(db, municipalityCode, 'police', rows, addedIds)
  return summariseAdded(placed, addedIds)
}

/** Keeps what the police handed over by area; a later hand-over of the same area, group and period replaces it. */
export async function saveCrimeAreaCounts(
  db: Transaction,
  municipalityCode: string,
  counts: readonly CrimeAreaCount[],
): Promise<void> {
  await upsertCrimeAreaCounts(db, municipalityCode, counts)
}
