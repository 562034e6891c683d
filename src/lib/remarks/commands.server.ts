import { monthOf } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'
import { placeRecords, removePoints, storePoints } from '#lib/points/commands.server.ts'
import type { Added } from '#lib/points/point.ts'
import {
  deleteRemarks,
  listImportedRemarks,
  findOtherRemarks,
  insertRemarks,
  type RemarkRow,
} from './queries.server.ts'
import type { RemarkRecord } from './remark.ts'

export interface RemarkBatch {
  municipalityCode: string
  importId: string | null
  records: readonly RemarkRecord[]
}

/** The one way in for remarks: rows and counts in the caller's transaction. What is there already is left alone. */
export async function addRemarks(
  db: Transaction,
  { municipalityCode, importId, records }: RemarkBatch,
): Promise<Added> {
  const placed = await placeRecords(db, municipalityCode, records)
  const rows = placed.map(({ record, cell, outsideMeters }): RemarkRow => ({
    ...record,
    importId,
    cell,
    outsideMeters,
    month: monthOf(record.receivedAt),
    slot: slotOf('remark', record.theme, record.feeling),
  }))
  return storePoints(db, {
    municipalityCode,
    side: 'municipality',
    rows,
    insert: insertRemarks,
    findOther: findOtherRemarks,
  })
}

/** Takes away what came with an import, rows and counts, in the caller's transaction. @returns how many */
export function removeRemarks(db: Transaction, municipalityCode: string, importId: string): Promise<number> {
  return removePoints(db, {
    municipalityCode,
    side: 'municipality',
    importId,
    list: listImportedRemarks,
    remove: deleteRemarks,
  })
}
