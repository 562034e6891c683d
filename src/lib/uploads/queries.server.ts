import sql, { type Sql } from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'

import { uploadTables } from './tables.server.ts'
import type { Upload, UploadKey, UploadProgress, UploadState, UploadSummary } from './upload.ts'

export type NewUpload = Pick<Upload, 'kind' | 'fileName' | 'choice' | 'createdBy'>

/** What is to be changed of an upload; what isn't named stays. */
export type UploadChange = Partial<
  Pick<Upload, 'state' | 'choice' | 'examination' | 'progress' | 'report' | 'problem' | 'outcome' | 'fileBytes'>
>

export async function insertUpload(db: Transaction, key: UploadKey, upload: NewUpload, now: Date): Promise<void> {
  await db.execute(sql`
    insert into ${uploadTables[key.side].upload} (
      municipality_code, id, kind, file_name, file_bytes, state, choice, created_at, created_by, changed_at
    ) values (
      ${key.municipalityCode}, ${key.id}, ${upload.kind}, ${upload.fileName}, 0, 'receiving',
      ${JSON.stringify(upload.choice)}::jsonb, ${now}, ${upload.createdBy}, ${now}
    )
  `)
}

type UploadRow = Omit<Upload, 'side' | 'fileBytes'> & { fileBytes: bigint }

export async function selectUpload(db: Transaction, { side, municipalityCode, id }: UploadKey): Promise<Upload | null> {
  const [row] = await db.query<UploadRow>(sql`
    select
      municipality_code as "municipalityCode", id, kind, file_name as "fileName", file_bytes as "fileBytes", state,
      choice, examination, progress, report, problem, outcome,
      created_at as "createdAt", created_by as "createdBy", changed_at as "changedAt"
    from ${uploadTables[side].upload}
    where municipality_code = ${municipalityCode} and id = ${id}
  `)
  return row === undefined ? null : { ...row, side, fileBytes: Number(row.fileBytes) }
}

/** How far it has come, without all that was read from the file. */
export async function selectProgress(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
): Promise<{ state: UploadState; progress: UploadProgress | null } | null> {
  const [row] = await db.query<{ state: UploadState; progress: UploadProgress | null }>(sql`
    select state, progress from ${uploadTables[side].upload}
    where municipality_code = ${municipalityCode} and id = ${id}
  `)
  return row ?? null
}

/** Those that still have a file, newest first. */
export async function selectOpenUploads(
  db: Transaction,
  side: Side,
  municipalityCode: string,
): Promise<UploadSummary[]> {
  const rows = await db.query<Omit<UploadSummary, 'side' | 'fileBytes'> & { fileBytes: bigint }>(sql`
    select
      id, kind, file_name as "fileName", file_bytes as "fileBytes", state,
      created_at as "createdAt", created_by as "createdBy"
    from ${uploadTables[side].upload}
    where municipality_code = ${municipalityCode}
      and state in ('received', 'examined', 'trying', 'tried', 'importing', 'failed')
    order by created_at desc, id
  `)
  return rows.map((row) => ({ ...row, side, fileBytes: Number(row.fileBytes) }))
}

/** Changes an upload that is in one of these states; false where it has moved on meanwhile. */
export async function updateUpload(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
  from: readonly UploadState[],
  change: UploadChange,
  now: Date,
): Promise<boolean> {
  const changed = await db.execute(sql`
    update ${uploadTables[side].upload} set
      state = coalesce(${change.state ?? null}, state),
      file_bytes = coalesce(${change.fileBytes ?? null}::bigint, file_bytes),
      choice = ${jsonb(change, 'choice', sql`choice`)},
      examination = ${jsonb(change, 'examination', sql`examination`)},
      progress = ${jsonb(change, 'progress', sql`progress`)},
      report = ${jsonb(change, 'report', sql`report`)},
      problem = ${jsonb(change, 'problem', sql`problem`)},
      outcome = ${jsonb(change, 'outcome', sql`outcome`)},
      changed_at = ${now}
    where municipality_code = ${municipalityCode} and id = ${id} and state = any(${from}::text[])
  `)
  return changed > 0
}

/** Leaves alone since when the upload is in its state. */
export async function updateProgress(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
  progress: UploadProgress,
): Promise<void> {
  await db.execute(sql`
    update ${uploadTables[side].upload} set progress = ${JSON.stringify(progress)}::jsonb
    where municipality_code = ${municipalityCode} and id = ${id} and state in ('trying', 'importing')
  `)
}

/** The new value, null where it is cleared, the column itself where nothing is said of it. */
function jsonb(change: UploadChange, name: keyof UploadChange, column: Sql): Sql {
  const value = change[name]
  if (value === undefined) return column
  return value === null ? sql`null` : sql`${JSON.stringify(value)}::jsonb`
}

export async function deleteUpload(db: Transaction, { side, municipalityCode, id }: UploadKey): Promise<void> {
  await db.execute(sql`
    delete from ${uploadTables[side].upload} where municipality_code = ${municipalityCode} and id = ${id}
  `)
}

export interface ForgottenUpload {
  municipalityCode: string
  id: string
  state: UploadState
}

/** Half received, or left lying with its file: `receivingBefore` and `changedBefore` say since when. */
export async function selectForgottenUploads(
  db: Transaction,
  side: Side,
  municipalityCodes: readonly string[],
  { receivingBefore, changedBefore }: { receivingBefore: Date; changedBefore: Date },
): Promise<ForgottenUpload[]> {
  return db.query(sql`
    select municipality_code as "municipalityCode", id, state from ${uploadTables[side].upload}
    where municipality_code = any(${municipalityCodes}::text[])
      and (
        (state = 'receiving' and changed_at <= ${receivingBefore})
        or (
          state in ('received', 'examined', 'trying', 'tried', 'importing', 'failed') and changed_at <= ${changedBefore}
        )
      )
  `)
}

/** What became of a file long ago need not be told for ever. */
export async function deleteOldUploads(
  db: Transaction,
  side: Side,
  municipalityCodes: readonly string[],
  before: Date,
): Promise<number> {
  return db.execute(sql`
    delete from ${uploadTables[side].upload}
    where municipality_code = any(${municipalityCodes}::text[])
      and state in ('done', 'discarded', 'expired') and changed_at <= ${before}
  `)
}
