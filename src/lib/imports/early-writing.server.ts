import type { Source } from '#lib/cells/category.ts'
import type { Database } from '#lib/database/database.ts'

import type { CheckedFile } from './checked-file.ts'
import { isDeadlock } from './deadlock.server.ts'
import { undoIfDry } from './dry-run.ts'
import { countUndoneImports } from './import-log-queries.server.ts'
import type { MunicipalityImport } from './import.ts'
import type { Draft } from './record.ts'
import type { Work } from './work.server.ts'
import { destinations, Writer } from './writer.server.ts'
import { concludeFile, writingContext } from './writing.server.ts'

/**
 * Writes a file while it is being checked, where it is known beforehand which municipality keeps all of it: the database
 * works while the file is read, and the file is read once. Its transaction stays open until the check has ended. Whatever
 * speaks against it, a fault in the file or a failure of its own, ends it without a trace: the check goes on to its end,
 * and a file that is found fit is written by a second reading.
 */
export class EarlyWriting<S extends Source> {
  readonly #home: string
  readonly #opened = Promise.withResolvers<undefined>()
  /** What the check has come to. */
  readonly #ending = Promise.withResolvers<Work<S>>()
  readonly #transaction: Promise<MunicipalityImport[]>
  /** Null before the transaction is open and after it is given up. */
  #writer: Writer<S> | null = null
  #rows = 0

  private constructor(database: Database, home: string, { request, categories }: Asked<S>) {
    const destination = destinations[request.source]
    const context = writingContext(destination, [home], { categories })
    this.#home = home
    this.#transaction = undoIfDry<MunicipalityImport[]>(request.dryRun, (finish) =>
      database.withContext(context, async (db) => {
        const undone = await countUndoneImports(db, home)
        const writer = new Writer(db, destination)
        this.#writer = writer
        this.#opened.resolve(undefined)
        try {
          const work = await this.#ending.promise
          const parts = await concludeFile(db, work, writer)
          if ((await countUndoneImports(db, home)) !== undone) throw new UndoneMeanwhile()
          return finish(parts)
        } finally {
          await writer.settled()
        }
      }),
    )
    this.#transaction.catch((error: unknown) => this.#opened.reject(error))
  }

  /** Opens the transaction. `home` is the municipality that keeps all of the file. */
  static async begin<S extends Source>(database: Database, home: string, asked: Asked<S>): Promise<EarlyWriting<S>> {
    const early = new EarlyWriting(database, home, asked)
    await early.#opened.promise
    return early
  }

  get goesOn(): boolean {
    return this.#writer !== null
  }

  /** One row that is found fit. */
  take(draft: Draft<S>): void {
    this.#rows += 1
    this.#writer?.take(this.#home, draft)
  }

  /** Begins to write, once there are rows enough. What goes wrong here is met again by the second reading, or isn't. */
  async write(): Promise<void> {
    if (this.#writer?.isDue) await this.#writer.write().catch(() => this.giveUp())
  }

  /** Undoes what is written. Nothing where the transaction has ended already. */
  async giveUp(): Promise<void> {
    this.#writer = null
    this.#ending.reject(new Error('an early writing is given up'))
    await this.#transaction.catch(() => undefined)
  }

  /** @returns null where the file has to be read again to be written */
  async finish(work: Work<S>): Promise<MunicipalityImport[] | null> {
    const writer = this.#writer
    if (writer === null || !this.#isWhole(work.checked)) {
      await this.giveUp()
      return null
    }
    this.#ending.resolve(work)
    try {
      return await this.#transaction
    } catch (error) {
      if (isDeadlock(error) || error instanceof UndoneMeanwhile) return null
      throw error
    }
  }

  /** It took what the check says is to be kept: rows are refused, and municipalities come to be, after the fact too. */
  #isWhole({ rows, excluded, refused, municipalityCodes }: CheckedFile): boolean {
    return this.#rows === rows - excluded - refused && municipalityCodes.every((code) => code === this.#home)
  }
}

type Asked<S extends Source> = Pick<Work<S>, 'request' | 'categories'>

/** Rows found already present while the file was checked may have gone with the import that they had come with. */
class UndoneMeanwhile extends Error {}
