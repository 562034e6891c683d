import sql from 'sql-template-tag'

import type { Audience, Source } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'

import type { MunicipalityImport } from './import.ts'
import type { ImportKind } from './logged-import.ts'

export interface ImportRow extends MunicipalityImport {
  kind: ImportKind
  /** Null for what isn't points. */
  source: Source | null
  audience: Audience
  fileName: string
  fileSha256: Uint8Array
  mapping: Record<string, unknown>
  trial: boolean
  importedAt: Date
  importedBy: string
}

export async function insertImport(db: Transaction, row: ImportRow): Promise<void> {
  await db.execute(sql`
    insert into import (
      municipality_code, id, kind, source, audience, file_name, file_sha256, mapping, trial, rows_read, added,
      already_present, without_position, outside, excluded, refused, refusals_kept, imported_at, imported_by
    ) values (
      ${row.municipalityCode}, ${row.importId}, ${row.kind}, ${row.source}, ${row.audience}, ${row.fileName},
      ${row.fileSha256}, ${JSON.stringify(row.mapping)}::jsonb, ${row.trial}, ${row.rowsRead}, ${row.added},
      ${row.alreadyPresent}, ${row.withoutPosition}, ${row.outside}, ${row.excluded}, ${row.refused},
      ${row.refusalsKept}, ${row.importedAt}, ${row.importedBy}
    )
  `)
}

export async function listAreaCodes(db: Transaction, municipalityCode: string): Promise<string[]> {
  const rows = await db.query<{ code: string }>(sql`
    select code from area where municipality_code = ${municipalityCode} order by code
  `)
  return rows.map(({ code }) => code)
}
