import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream'
import { pipeline as finish } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import type { Entry } from 'yauzl'

import { Archive } from './archive.server.ts'
import { asFileProblem, refuseFile } from './file-problem.ts'
import type { Packing } from './table.ts'
import { guardUnpacked } from './unpacking.server.ts'

/** The bytes of one data file, unpacked, as often as they are asked for. */
export class ByteSource {
  readonly packing: Packing | null
  readonly #path: string
  readonly #archive: Archive | null
  readonly #entry: Entry | null
  #folder: string | null = null

  private constructor(path: string, packing: Packing | null, archive: Archive | null, entry: Entry | null) {
    this.packing = packing
    this.#path = path
    this.#archive = archive
    this.#entry = entry
  }

  /** Looks into the file and not at its name: gzip, a zip with one data file in it, or the data themselves. */
  static async open(path: string): Promise<ByteSource> {
    const start = await firstBytes(readFile(path))
    if (isGzip(start)) return new ByteSource(path, 'gzip', null, null)
    if (!isZip(start)) return new ByteSource(path, null, null, null)
    const archive = await Archive.open(path)
    try {
      if (archive.workbookEntry === undefined) return new ByteSource(path, 'zip', archive, onlyDataFile(archive))
    } catch (error) {
      archive.close()
      throw error
    }
    archive.close()
    return new ByteSource(path, null, null, null)
  }

  async *read(): AsyncGenerator<Buffer> {
    if (this.#archive !== null && this.#entry !== null) yield* this.#archive.read(this.#entry)
    else if (this.packing === 'gzip') yield* gunzip(this.#path)
    else yield* readFile(this.#path)
  }

  /** A file on disk with these bytes, for formats that are not read from start to end; removed by `close`. */
  async onDisk(): Promise<string> {
    if (this.packing === null) return this.#path
    this.#folder ??= await mkdtemp(join(tmpdir(), 'fokuskartan-import-'))
    const path = join(this.#folder, 'unpacked')
    await finish(this.read(), createWriteStream(path))
    return path
  }

  async close(): Promise<void> {
    this.#archive?.close()
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
  }
}

export async function firstBytes(chunks: AsyncIterable<Buffer>, count = 4096): Promise<Buffer> {
  let start = Buffer.alloc(0)
  for await (const chunk of chunks) {
    start = Buffer.concat([start, chunk])
    if (start.length >= count) break
  }
  return start.subarray(0, count)
}

export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

/** A zip file begins with its first file, or with its end when it is empty. */
export function isZip(start: Buffer): boolean {
  return ['PK\x03\x04', 'PK\x05\x06'].includes(start.subarray(0, 4).toString('latin1'))
}

export function isSqlite(start: Buffer): boolean {
  return start.subarray(0, 15).toString('latin1') === 'SQLite format 3'
}

async function* readFile(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Buffer
  } catch (error) {
    throw asFileProblem(error)
  }
}

async function* gunzip(path: string): AsyncGenerator<Buffer> {
  try {
    const { size } = await stat(path)
    // An error of either stream ends the last one with it, and so reaches the loop.
    const bytes = pipeline(createReadStream(path), createGunzip({ chunkSize: 65_536 }), () => undefined)
    yield* guardUnpacked(bytes, size)
  } catch (error) {
    throw asFileProblem(error)
  }
}

/** What programs put beside the file that somebody packed. */
const besideForm = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

function onlyDataFile(archive: Archive): Entry {
  const files = archive.entries.filter(({ fileName }) => !besideForm.test(fileName))
  const names = files.map(({ fileName }) => basename(fileName))
  const [only] = files
  if (names.includes('content.xml') && names.includes('mimetype')) {
    throw refuseFile(
      'filen är ett ODS-ark; spara det som XLSX eller CSV',
      'the file is an ODS sheet; save it as XLSX or CSV',
    )
  }
  if (names.includes('[Content_Types].xml')) {
    throw refuseFile(
      'filen är ett Office-dokument utan kalkylblad (Word, till exempel); spara tabellen som XLSX eller CSV',
      'the file is an Office document without sheets (Word, say); save the table as XLSX or CSV',
    )
  }
  if (only === undefined) throw refuseFile('zip-arkivet är tomt', 'the zip archive is empty')
  if (files.length === 1) return only
  const listed = names.slice(0, 10).join(', ') + (names.length > 10 ? ' …' : '')
  throw refuseFile(
    `zip-arkivet innehåller ${names.length} filer (${listed}); packa en fil åt gången`,
    `the zip archive holds ${names.length} files (${listed}); pack one file at a time`,
  )
}
