import type { Database } from '#lib/database/database.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { officer, planner } from './readers.ts'

/** A download, begun by someone of the party whose points they are: 'source=crime&format=csv'. */
export async function beginExport(database: Database, slugOrCode: string, query: string) {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  const municipality = await database.withContext(context, (db) => findMunicipality(db, slugOrCode))
  const request = parseExport(new URLSearchParams(query))
  const code = municipality?.code ?? '9999'
  return startExport(database, request.source === 'crime' ? officer(code) : planner(code), request)
}

/** The whole file that an address such as 'source=crime&format=csv' gives. */
export async function exportWhole(database: Database, slugOrCode: string, query: string): Promise<Buffer> {
  const { bytes } = await beginExport(database, slugOrCode, query)
  return Buffer.concat(await piecesOf(bytes))
}

/** What is left of a download. */
export async function piecesOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return pieces
}
