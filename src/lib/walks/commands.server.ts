import { monthOf } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'
import { placeRecords, removePoints, storePoints } from '#lib/points/commands.server.ts'
import type { Added } from '#lib/points/point.ts'
import {
  deleteObservations,
  listImportedObservations,
  findOtherObservations,
  insertObservations,
  insertWalk,
  type ObservationRow,
} from './queries.server.ts'
import type { ObservationRecord, WalkRecord } from './walk.ts'

export interface ObservationBatch {
  municipalityCode: string
  importId: string | null
  records: readonly ObservationRecord[]
}

/** The one way in for walks; a walk that exists already is left alone. */
export async function addWalk(db: Transaction, municipalityCode: string, walk: WalkRecord): Promise<void> {
  await insertWalk(db, municipalityCode, walk)
}

/** The one way in for observations: rows and counts in the caller's transaction. What is there already is left alone. */
export async function addObservations(
  db: Transaction,
  { municipalityCode, importId, records }: ObservationBatch,
): Promise<Added> {
  const placed = await placeRecords(db, municipalityCode, records)
  const rows = placed.map(({ record, cell, outsideMeters }): ObservationRow => ({
    ...record,
    importId,
    cell,
    outsideMeters,
    month: monthOf(record.observedAt),
    slot: slotOf('observation', record.theme, record.feeling),
  }))
  return storePoints(db, {
    municipalityCode,
    side: 'municipality',
    rows,
    insert: insertObservations,
    findOther: findOtherObservations,
  })
}

/** Takes away what came with an import, rows and counts, in the caller's transaction. @returns how many */
export function removeObservations(db: Transaction, municipalityCode: string, importId: string): Promise<number> {
  return removePoints(db, {
    municipalityCode,
    side: 'municipality',
    importId,
    list: listImportedObservations,
    remove: deleteObservations,
  })
}
