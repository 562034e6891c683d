/** What travels over the message port between the server and the worker thread that owns the data directory. */

/** A parameter in PostgreSQL's text form; bytes stay bytes. */
export type TextParameter = string | Uint8Array | null

export interface WorkerStart {
  postgresDirectory: string
}

export type WorkerRequest =
  { id: number; kind: 'query'; text: string; parameters: TextParameter[] } | { id: number; kind: 'close' }

export type WorkerAnswer =
  | { kind: 'ready' }
  | { id: number; kind: 'rows'; rows: unknown[]; affectedRows: number }
  | { id: number; kind: 'closed' }
  | { id: number; kind: 'failed'; message: string; sqlState: string }
