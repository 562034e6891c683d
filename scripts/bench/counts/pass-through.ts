/** A bare Node server: the same statements in the same contexts, and what the database answered, as it is. */
import { createServer } from 'node:http'

import { askSides } from '#lib/cells/counts.server.ts'
import { coverBox } from '#lib/cells/cover.ts'
import { parseCellQuery } from '#lib/cells/filter.ts'
import { readViewport } from '#lib/cells/queries.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { readConfig } from '#lib/platform/config.ts'

const database = await openDatabase(readConfig(process.env).database)

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (pathname === '/livez') response.end()
  else {
    answer(searchParams).then(
      (bytes) => response.end(bytes),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }
})
server.listen(Number(process.env['PORT']), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void database.close()
})

async function answer(params: URLSearchParams): Promise<Uint8Array> {
  const { filter, box, resolution } = parseCellQuery(params)
  const viewport = { cover: coverBox(box, resolution), resolution, maximumPoints: null }
  const { answers } = await askSides(database, filter, (db, question) => readViewport(db, question, viewport))
  return Buffer.concat(answers.map(([, { cells }]) => cells ?? new Uint8Array()))
}
