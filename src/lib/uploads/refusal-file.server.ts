import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import type { Database } from '#lib/database/database.ts'
import { refusalHeading, refusalLine } from '#lib/imports/refusal.ts'
import type { RefusalSink } from '#lib/imports/refusal.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { copyFolderName, readChunks } from './file-copy.server.ts'
import { findUpload } from './finding.server.ts'
import { chunkBytes } from './limit.ts'

/** Every row that a dry run refused, as CSV; a municipality sees its own. @throws ProblemError not-found */
export async function answerRefusals(database: Database, municipalityCode: string, id: string): Promise<Response> {
  const upload = await findUpload(database, municipalityCode, id)
  const parts = readChunks(database, upload, 'refusals')
  const first = await parts.next()
  if (first.done) throw new ProblemError('not-found')
  const stream = Readable.toWeb(Readable.from(inOrder(first.value, parts))) as ReadableStream<Uint8Array>
  const name = encodeURIComponent(`${upload.fileName} – avvisade.csv`)
  return new Response(stream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    },
  })
}

async function* inOrder(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}

/** A list with millions of rows is nobody's to read: the file is read wrongly. */
const maximumLines = 1_000_000

/**
 * The list of refused rows as it grows. On disk and not in the database, because a dry run's own transaction is undone
 * and the embedded engine has no other meanwhile.
 */
export class RefusalFile implements RefusalSink {
  readonly #folder: string
  readonly #file: FileHandle
  #waiting: string[] = [refusalHeading]
  #lines = 0

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder
    this.#file = file
  }

  static async create(): Promise<RefusalFile> {
    const folder = await mkdtemp(join(tmpdir(), copyFolderName()))
    return new RefusalFile(folder, await open(join(folder, 'refusals'), 'wx', 0o600))
  }

  async write(reason: ProblemReason): Promise<void> {
    this.#lines += 1
    if (this.#lines > maximumLines) return
    if (this.#waiting.push(refusalLine(reason)) >= 1000) await this.#flush()
  }

  /** The list as CSV, piece by piece; nothing when there is nothing in it. */
  async *read(): AsyncGenerator<Uint8Array> {
    if (this.#lines === 0) return
    await this.#flush()
    const stream = createReadStream(join(this.#folder, 'refusals'), { highWaterMark: chunkBytes })
    for await (const bytes of stream) yield bytes as Buffer
  }

  async remove(): Promise<void> {
    await this.#file.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('')
    this.#waiting = []
    await this.#file.writeFile(text)
  }
}
