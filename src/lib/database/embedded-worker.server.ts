/**
 * The worker thread that owns the embedded database. It answers one request at a time and holds no policy: queueing,
 * deadlines and transactions are the server's. It runs from source under Node's own type stripping, also in production.
 */
import { parentPort, workerData } from 'node:worker_threads'

import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'

import type { WorkerAnswer, WorkerRequest, WorkerStart } from './embedded-protocol.ts'

const asIs = <Value>(value: Value): Value => value

const parsers = { 20: BigInt, 1082: asIs, 1700: asIs }

async function start({ postgresDirectory }: WorkerStart): Promise<void> {
  const postgres = await PGlite.create({ dataDir: postgresDirectory, extensions: { postgis }, parsers })
  const serializers = await textSerializers(postgres)
  parentPort?.on('message', (request: WorkerRequest) => {
    void answer(postgres, serializers, request).then((message) => parentPort?.postMessage(message))
  })
  parentPort?.postMessage({ kind: 'ready' } satisfies WorkerAnswer)
}

/** Parameters arrive in PostgreSQL's text form already, whatever their type: none is converted again. */
async function textSerializers(postgres: PGlite): Promise<Record<number, (value: string) => string>> {
  const { rows } = await postgres.query<{ oid: number }>('select oid::int from pg_type')
  return Object.fromEntries(rows.map(({ oid }) => [oid, asIs]))
}

async function answer(
  postgres: PGlite,
  serializers: Record<number, (value: string) => string>,
  request: WorkerRequest,
): Promise<WorkerAnswer> {
  try {
    if (request.kind === 'close') {
      await postgres.close()
      return { id: request.id, kind: 'closed' }
    }
    const result = await postgres.query(request.text, request.parameters, { serializers })
    return { id: request.id, kind: 'rows', rows: result.rows, affectedRows: result.affectedRows ?? 0 }
  } catch (error) {
    const sqlState = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { id: request.id, kind: 'failed', message: error instanceof Error ? error.message : String(error), sqlState }
  }
}

await start(workerData as WorkerStart)
