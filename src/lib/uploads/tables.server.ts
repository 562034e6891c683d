import { raw, type Sql } from 'sql-template-tag'

import type { Context, Side } from '#lib/database/database.ts'

/** The same two tables exist once a side; names cannot be parameters, so they are written out here. */
export const uploadTables: Readonly<Record<Side, { upload: Sql; chunk: Sql }>> = {
  municipality: { upload: raw('public.upload'), chunk: raw('public.upload_chunk') },
  police: { upload: raw('police.upload'), chunk: raw('police.upload_chunk') },
}

export function readingContext(side: Side, municipalityCode: string): Context {
  const role = side === 'police' ? 'police_request' : 'kommun_request'
  return { role, municipalityCodes: [municipalityCode], access: 'read' }
}

/** A file is sent in by the same role that takes it in. */
export function writingContext(side: Side, municipalityCodes: readonly string[]): Context {
  const role = side === 'police' ? 'police_import_worker' : 'import_worker'
  return { role, municipalityCodes, access: 'write' }
}
