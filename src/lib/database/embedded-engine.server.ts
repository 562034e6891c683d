import { Worker } from 'node:worker_threads'
import type { Sql } from 'sql-template-tag'
import { prepareValue } from 'pg/lib/utils'

import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import type { TextParameter, WorkerAnswer, WorkerRequest, WorkerStart } from './embedded-protocol.ts'
import { StatementError, translateError } from './statement-error.ts'

const workerPath = `${projectRoot()}/src/lib/database/embedded-worker.server.ts`
/** To end a hang: some seconds is usual, and a data directory that is made anew takes longer. */
const openingMilliseconds = 300_000

interface Pending {
  resolve(answer: WorkerAnswer): void
  reject(error: Error): void
}

/**
 * One run of the worker thread. A request past its deadline ends the thread (the engine cannot be interrupted); what was
 * acknowledged before survives, an open transaction does not. The owner then starts a new run.
 */
export class EmbeddedEngine {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #ended = false
  #terminated: Promise<unknown> = Promise.resolve()

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  static async open(postgresDirectory: string): Promise<EmbeddedEngine> {
    const workerData: WorkerStart = { postgresDirectory }
    const engine = new EmbeddedEngine(new Worker(workerPath, { workerData, execArgv: [] }))
    await engine.#whenReady().catch(async (error: unknown) => {
      // Whoever hears of the failure may give the directory to another run.
      await engine.#terminated
      throw error
    })
    return engine
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Settles when an ended run no longer touches its directory. */
  get terminated(): Promise<unknown> {
    return this.#terminated
  }

  /** Ends a run that can no longer be trusted. */
  abandon(): void {
    this.#end(new ProblemError('database-unavailable'))
  }

  /** @throws ProblemError database-timeout past the deadline; StatementError when the statement itself fails. */
  async query(statement: Sql, deadlineMilliseconds: number): Promise<{ rows: unknown[]; affectedRows: number }> {
    const request: WorkerRequest = {
      id: this.#nextId++,
      kind: 'query',
      text: statement.text,
      parameters: statement.values.map(textParameter),
    }
    const answer = await this.#ask(request, deadlineMilliseconds)
    if (answer.kind === 'failed') throw this.#failure(answer)
    if (answer.kind !== 'rows') throw new Error(`the database worker answered ${answer.kind} to a query`)
    return answer
  }

  async close(): Promise<void> {
    if (this.#ended) return
    await this.#ask({ id: this.#nextId++, kind: 'close' }, openingMilliseconds).catch((error: Error) =>
      log.warn({ message: error.message }, 'the embedded database did not close in order'),
    )
    this.#ended = true
    await this.#worker.terminate()
  }

  #failure({ message, sqlState }: Extract<WorkerAnswer, { kind: 'failed' }>): Error {
    // Not a statement's fault but the engine's own: WebAssembly memory, say. Nothing it answers after that is to be trusted.
    if (sqlState === '') this.abandon()
    return translateError(new StatementError(message, sqlState === '' ? 'XX000' : sqlState))
  }

  async #whenReady(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => this.#end(new ProblemError('database-timeout')), openingMilliseconds)
      const opening = 0
      this.#pending.set(opening, { resolve: () => resolve(), reject })
      this.#worker.on('message', (answer: WorkerAnswer) => {
        clearTimeout(timer)
        this.#settle(answer.kind === 'ready' ? opening : answer.id, answer)
      })
      this.#worker.on('error', (error) => this.#end(new ProblemError('database-unavailable', [], error)))
      this.#worker.on('exit', () => {
        clearTimeout(timer)
        this.#end(new ProblemError('database-unavailable'))
      })
    })
  }

  async #ask(request: WorkerRequest, deadlineMilliseconds: number): Promise<WorkerAnswer> {
    if (this.#ended) throw new ProblemError('database-unavailable')
    const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>()
    this.#pending.set(request.id, { resolve, reject })
    const timer = setTimeout(() => this.#end(new ProblemError('database-timeout')), deadlineMilliseconds)
    this.#worker.postMessage(request)
    return promise.finally(() => clearTimeout(timer))
  }

  #settle(id: number, answer: WorkerAnswer): void {
    this.#pending.get(id)?.resolve(answer)
    this.#pending.delete(id)
  }

  #end(reason: Error): void {
    if (!this.#ended) this.#terminated = this.#worker.terminate()
    this.#ended = true
    for (const { reject } of this.#pending.values()) reject(reason)
    this.#pending.clear()
  }
}

function textParameter(value: unknown): TextParameter {
  if (value instanceof Uint8Array) return value
  const prepared = prepareValue(value)
  return typeof prepared === 'string' ? prepared : prepared === null ? null : String(prepared)
}
