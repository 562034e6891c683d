import { crc32 } from 'node:zlib'

import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

import { ProblemError } from '#lib/platform/problem.ts'

import { asFileProblem, refuseFile } from './file-problem.ts'
import { maximumEntries } from './limit.ts'
import { guardUnpacked } from './unpacking.server.ts'

/** A zip file on disk: the files in it, each read as a stream. */
export class Archive {
  readonly #zip: ZipFile
  readonly entries: readonly Entry[]

  private constructor(zip: ZipFile, entries: readonly Entry[]) {
    this.#zip = zip
    this.entries = entries
  }

  /** @throws ProblemError invalid-file for what is no zip file, or holds too many files */
  static async open(path: string): Promise<Archive> {
    const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
      throw archiveProblem(error)
    })
    try {
      return new Archive(zip, await readEntries(zip))
    } catch (error) {
      zip.close()
      throw archiveProblem(error)
    }
  }

  find(name: string): Entry | undefined {
    return this.entries.find((entry) => entry.fileName.toLowerCase() === name.toLowerCase())
  }

  /** A workbook is a zip file that holds its table of contents under this name. */
  get workbookEntry(): Entry | undefined {
    return this.entries.find(({ fileName }) => /^xl\/workbook\d*\.xml$/i.test(fileName))
  }

  /** The bytes of one file, checked against the length and the sum that the archive states. */
  async *read(entry: Entry): AsyncGenerator<Buffer> {
    if (entry.isEncrypted()) {
      throw refuseFile('filen är skyddad med lösenord', 'the file is protected by a password', {
        value: entry.fileName,
      })
    }
    let sum = 0
    try {
      const stream = await this.#zip.openReadStreamPromise(entry)
      for await (const chunk of guardUnpacked(stream, entry.compressedSize)) {
        sum = crc32(chunk, sum)
        yield chunk
      }
    } catch (error) {
      throw archiveProblem(error)
    }
    if (sum !== entry.crc32) throw damaged()
  }

  close(): void {
    this.#zip.close()
  }
}

async function readEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > maximumEntries) {
    throw refuseFile(
      `arkivet innehåller ${zip.entryCount} filer; högst ${maximumEntries} går att läsa`,
      `the archive holds ${zip.entryCount} files; at most ${maximumEntries} can be read`,
    )
  }
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry)
  return entries
}

/** The library tells of every fault in an archive by a plain Error. */
function archiveProblem(error: unknown): unknown {
  if (error instanceof ProblemError) return error
  const problem = asFileProblem(error)
  return problem instanceof ProblemError ? problem : damaged()
}

function damaged(): ProblemError {
  return refuseFile('zip-arkivet är skadat eller avbrutet', 'the zip archive is damaged or cut short')
}
