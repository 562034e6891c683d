import { Readable } from 'node:stream'

import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { requireImport } from './import-history.server.ts'
import { readRefusals } from './import-log.server.ts'

/**
 * The list of an import's refused rows, sent as it is read.
 *
 * @throws ProblemError not-found for an import of another municipality, or one without such a list
 */
export async function answerRefusals(database: Database, municipalityCode: string, id: string): Promise<Response> {
  const { side, entry } = await requireImport(database, municipalityCode, id)
  if (!entry.hasRefusals) throw new ProblemError('not-found')
  const rows = Readable.from(readRefusals(database, side, municipalityCode, id))
  return new Response(Readable.toWeb(rows) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': disposition(`${stem(entry.fileName)}-avvisade-rader.csv`),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** 'brott 2026' of 'brott 2026.csv.gz'. */
function stem(fileName: string): string {
  return fileName.replace(/(?:\.[a-z0-9]{1,7}){1,2}$/i, '') || 'inläsning'
}

/** RFC 6266: a name of plain letters for old programs, and the real one in UTF-8. */
function disposition(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .-]/g, '_')
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
