import type { Database } from '#lib/database/database.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'

/** The whole file that an address such as 'source=crime&format=csv' gives. */
export async function exportWhole(database: Database, municipality: string, query: string): Promise<Buffer> {
  const { bytes } = await startExport(database, municipality, parseExport(new URLSearchParams(query)))
  return Buffer.concat(await piecesOf(bytes))
}

/** What is left of a download. */
export async function piecesOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return pieces
}
