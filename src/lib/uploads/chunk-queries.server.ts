import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import { uploadTables } from './tables.server.ts'
import type { UploadKey } from './upload.ts'

/** The file itself, or the list of rows that its dry run refused. */
export type ChunkContent = 'file' | 'refusals'

export async function insertChunk(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
  content: ChunkContent,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  await db.execute(sql`
    insert into ${uploadTables[side].chunk} (municipality_code, upload_id, content, part, bytes)
    values (${municipalityCode}, ${id}, ${content}, ${part}, ${bytes})
  `)
}

/** As text, because the embedded engine's client reads bytea a byte at a time: three times as slow. */
export async function selectChunk(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
  content: ChunkContent,
  part: number,
): Promise<Uint8Array | null> {
  const [row] = await db.query<{ text: string }>(sql`
    select encode(bytes, 'base64') as text from ${uploadTables[side].chunk}
    where municipality_code = ${municipalityCode} and upload_id = ${id} and content = ${content} and part = ${part}
  `)
  return row === undefined ? null : Buffer.from(row.text, 'base64')
}

export async function deleteChunks(
  db: Transaction,
  { side, municipalityCode, id }: UploadKey,
  content: ChunkContent,
): Promise<void> {
  await db.execute(sql`
    delete from ${uploadTables[side].chunk}
    where municipality_code = ${municipalityCode} and upload_id = ${id} and content = ${content}
  `)
}
