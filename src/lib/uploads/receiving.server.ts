import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Busboy } from '@fastify/busboy'
import type { BusboyFileStream } from '@fastify/busboy'
import { v7 as uuidv7 } from 'uuid'

import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { asProblem, ProblemError, type ProblemReason } from '#lib/platform/problem.ts'

import { noChoice } from './choice.ts'
import { insertChunk } from './chunk-queries.server.ts'
import { cleanFileName } from './file-name.ts'
import { chunkBytes, formBytes, maximumFilesAtOnce, maximumUploadBytes } from './limit.ts'
import { deleteUpload, insertUpload, updateUpload } from './queries.server.ts'
import { writingContext } from './tables.server.ts'
import { isUploadKind, sideOfKind } from './upload.ts'
import type { UploadKey, UploadKind } from './upload.ts'

/** What one form brought: the files that are here now. */
export interface Received {
  uploads: readonly UploadKey[]
}

/** What a form says of its files before the first of them begins. */
interface Statement {
  kind: UploadKind
  trial: boolean
}

/**
 * Takes the files of a form (`multipart/form-data`) into the database as their bytes come, about a megabyte in memory at
 * a time. A file that doesn't come to its end leaves nothing behind; those before it in the form stay.
 *
 * @throws ProblemError too-large · invalid-file · invalid-parameter · exact-crimes-need-trial · police-side-not-connected
 */
export async function receiveUploads(
  database: Database,
  municipalityCode: string,
  request: Pick<Request, 'headers' | 'body'>,
  clock: Clock = systemClock,
): Promise<Received> {
  refuseLength(request.headers.get('content-length'))
  const form = new Form(database, municipalityCode, clock)
  await form.read(request)
  if (form.uploads.length === 0) throw noFile()
  return { uploads: form.uploads }
}

/** Before a byte of it is read. */
function refuseLength(stated: string | null): void {
  if (stated !== null && Number(stated) > maximumUploadBytes + formBytes) throw tooLarge()
}

class Form {
  readonly uploads: UploadKey[] = []
  readonly #database: Database
  readonly #municipalityCode: string
  readonly #clock: Clock
  readonly #fields = new Map<string, string>()
  #file: BusboyFileStream | null = null
  #taking: Promise<void> = Promise.resolve()

  constructor(database: Database, municipalityCode: string, clock: Clock) {
    this.#database = database
    this.#municipalityCode = municipalityCode
    this.#clock = clock
  }

  async read({ headers, body }: Pick<Request, 'headers' | 'body'>): Promise<void> {
    const contentType = headers.get('content-type') ?? ''
    if (!contentType.startsWith('multipart/form-data') || body === null) throw noFile()
    const parser = parserOf(contentType)
    parser.on('field', (name, value) => this.#fields.set(name, value))
    parser.on('file', (_, stream, fileName: string | undefined) => {
      this.#file = stream
      // It fails with the parser, also when nobody has begun to read it.
      stream.on('error', () => undefined)
      // Heard of by whoever waits for `#taking`; the parser must stop at once.
      const taken = this.#take(stream, fileName ?? '')
      taken.catch((error: unknown) => parser.destroy(error as Error))
      this.#taking = this.#taking.then(() => taken)
    })
    try {
      await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), parser)
    } catch (error) {
      this.#file?.destroy(error as Error)
      await this.#taking
      throw asCutOff(error)
    }
    await this.#taking
  }

  async #take(stream: BusboyFileStream, fileName: string): Promise<void> {
    if (fileName === '') return void stream.resume()
    const { kind, trial } = this.#readStatement()
    const side = sideOfKind(kind)
    const key = { side, municipalityCode: this.#municipalityCode, id: uuidv7() }
    const name = cleanFileName(fileName)
    const upload = { kind, fileName: name, choice: { ...noChoice, trial }, createdBy: operatingSystemUser() }
    const context = writingContext(side, [this.#municipalityCode])
    await this.#database.withContext(context, (db) => insertUpload(db, key, upload, this.#clock.now()))
    try {
      const fileBytes = await this.#store(key, stream)
      if (fileBytes === 0) throw emptyFile(name)
      await this.#finish(key, kind, fileBytes)
      this.uploads.push(key)
    } catch (error) {
      await this.#database.withContext(context, (db) => deleteUpload(db, key))
      throw error
    }
  }

  /** @returns how many bytes there were */
  async #store(key: UploadKey, stream: BusboyFileStream): Promise<number> {
    const context = writingContext(key.side, [key.municipalityCode])
    let part = 0
    let bytes = 0
    for await (const chunk of inChunks(stream)) {
      bytes += chunk.length
      if (bytes > maximumUploadBytes) throw tooLarge()
      await this.#database.withContext(context, (db) => insertChunk(db, key, 'file', part, chunk))
      part += 1
    }
    return bytes
  }

  async #finish(key: UploadKey, kind: UploadKind, fileBytes: number): Promise<void> {
    const { side, municipalityCode, id } = key
    await this.#database.withContext(writingContext(side, [municipalityCode]), async (db) => {
      await updateUpload(db, key, ['receiving'], { state: 'received', fileBytes }, this.#clock.now())
      const subject = { municipalityCode, act: 'upload.receive', subjectKind: 'upload', subjectId: id, audience: side }
      await appendAudit(db, { ...subject, detail: { kind, fileBytes } }, this.#clock)
    })
  }

  #readStatement(): Statement {
    const kind = this.#fields.get('kind') ?? ''
    const trial = this.#fields.get('trial') === 'yes'
    if (!isUploadKind(kind)) throw noKind(kind)
    if (kind === 'crimes' && this.#database.engine === 'embedded' && !trial) {
      throw new ProblemError('exact-crimes-need-trial')
    }
    return { kind, trial }
  }
}

function parserOf(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fields: 20, fieldSize: 1000, files: maximumFilesAtOnce, fileSize: maximumUploadBytes + 1 },
    })
  } catch (error) {
    throw asCutOff(error)
  }
}

/** Pieces of about a megabyte, whatever the size they come in. */
async function* inChunks(stream: BusboyFileStream): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const piece of pieces(stream)) {
    waiting.push(piece)
    length += piece.length
    if (length < chunkBytes) continue
    let rest = Buffer.concat(waiting)
    for (; rest.length >= chunkBytes; rest = rest.subarray(chunkBytes)) yield rest.subarray(0, chunkBytes)
    waiting = [rest]
    length = rest.length
  }
  if (length > 0) yield Buffer.concat(waiting)
}

async function* pieces(stream: BusboyFileStream): AsyncGenerator<Buffer> {
  try {
    for await (const piece of stream) yield piece as Buffer
  } catch (error) {
    throw asCutOff(error)
  }
}

/** A form that ends before it should: whoever sent it has gone, or the network has. */
function asCutOff(error: unknown): ProblemError {
  const problem = asProblem(error)
  return problem.code === 'internal' ? refused(cutOff, error) : problem
}

const cutOff = {
  reason: {
    sv: 'överföringen bröts innan hela filen hade kommit fram; skicka in den igen',
    en: 'the transfer broke off before the whole file had arrived; send it again',
  },
}

function refused(reason: ProblemReason, cause?: unknown): ProblemError {
  return new ProblemError('invalid-file', [reason], cause)
}

function noFile(): ProblemError {
  return refused({ reason: { sv: 'ingen fil är vald', en: 'no file is chosen' } })
}

function emptyFile(fileName: string): ProblemError {
  return refused({ value: fileName, reason: { sv: 'filen är tom', en: 'the file is empty' } })
}

function noKind(kind: string): ProblemError {
  const reason = { sv: 'ange vad filen innehåller', en: 'state what the file holds' }
  return new ProblemError('invalid-parameter', [{ column: 'kind', value: kind, reason }])
}

export function tooLarge(): ProblemError {
  const megabytes = maximumUploadBytes / 1_000_000
  const reason = {
    sv: `En fil får vara högst ${megabytes} MB. Packa den med gzip eller zip, eller dela den.`,
    en: `A file may be at most ${megabytes} MB. Pack it with gzip or zip, or divide it.`,
  }
  return new ProblemError('too-large', [{ reason }])
}
