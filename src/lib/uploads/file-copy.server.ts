import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { selectChunk } from './chunk-queries.server.ts'
import type { ChunkContent } from './chunk-queries.server.ts'
import { readingContext } from './tables.server.ts'
import type { Upload, UploadKey } from './upload.ts'

const folderName = 'fokuskartan-upload-'

/** Holds the process's number, so that what a killed process left behind can be told from what is in use. */
export function copyFolderName(): string {
  return `${folderName}${process.pid}-`
}

/**
 * A copy of an upload's file on this machine, for as long as `work` reads it; nobody else on the machine may.
 *
 * @throws ProblemError upload-gone when the file is no longer in the database
 */
export async function withFileCopy<Result>(
  database: Database,
  upload: Upload,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), copyFolderName()))
  try {
    const path = join(folder, 'file')
    const file = await open(path, 'wx', 0o600)
    try {
      let copied = 0
      for await (const bytes of readChunks(database, upload, 'file')) {
        await file.writeFile(bytes)
        copied += bytes.length
      }
      if (copied !== upload.fileBytes) throw new ProblemError('upload-gone')
    } finally {
      await file.close()
    }
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What is kept of an upload, piece by piece, each read in a transaction of its own. */
export async function* readChunks(
  database: Database,
  key: UploadKey,
  content: ChunkContent,
): AsyncGenerator<Uint8Array> {
  const context = readingContext(key.side, key.municipalityCode)
  for (let part = 0; ; part++) {
    const bytes = await database.withContext(context, (db) => selectChunk(db, key, content, part))
    if (bytes === null) return
    yield bytes
  }
}

/** Copies of processes that were killed while they read. */
export async function removeLeftCopies(): Promise<void> {
  const names = await readdir(tmpdir())
  const left = names.filter(
    (name) => name.startsWith(folderName) && !isRunning(Number.parseInt(name.slice(folderName.length))),
  )
  for (const name of left) await rm(join(tmpdir(), name), { recursive: true, force: true })
}

/** A process of somebody else's is running too, though it may not be asked anything. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
