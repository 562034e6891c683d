import sql from 'sql-template-tag'

import type { Audience } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'

import type { SavedColumns } from './saved-columns.ts'

export interface SavedColumnsRow extends SavedColumns {
  municipalityCode: string
  kind: string
  shape: string
  audience: Audience
}

export async function findSavedColumns(
  db: Transaction,
  municipalityCode: string,
  kind: string,
  shape: string,
): Promise<SavedColumns | null> {
  const [found] = await db.query<SavedColumns>(sql`
    select choice, crs, date_order as "dateOrder", saved_at as "savedAt", saved_by as "savedBy"
    from saved_columns
    where municipality_code = ${municipalityCode} and kind = ${kind} and shape = ${shape}
  `)
  return found ?? null
}

export async function upsertSavedColumns(db: Transaction, row: SavedColumnsRow): Promise<void> {
  await db.execute(sql`
    insert into saved_columns (
      municipality_code, kind, shape, choice, crs, date_order, audience, saved_at, saved_by
    ) values (
      ${row.municipalityCode}, ${row.kind}, ${row.shape}, ${JSON.stringify(row.choice)}::jsonb, ${row.crs},
      ${row.dateOrder}, ${row.audience}, ${row.savedAt}, ${row.savedBy}
    )
    on conflict (municipality_code, kind, shape) do update set
      choice = excluded.choice, crs = excluded.crs, date_order = excluded.date_order,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by
  `)
}
