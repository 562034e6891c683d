import type { Source } from '#lib/cells/category.ts'
import type { Context, Database, Transaction } from '#lib/database/database.ts'
import type { ProblemError } from '#lib/platform/problem.ts'

import { excludedHome, refusedHome } from './checked-file.ts'
import { againAfterDeadlock } from './deadlock.server.ts'
import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import type { MunicipalityImport } from './import.ts'
import { logPart, rememberCategories } from './log.server.ts'
import { draftRecord } from './record.ts'
import { hashFile } from './text-file.server.ts'
import type { Work } from './work.server.ts'
import { destinations, rowsAtOnce, Writer } from './writer.server.ts'
import type { Destination } from './writer.server.ts'

/**
 * The second pass: the file is read again and written in one transaction, with its import log and audit entries.
 *
 * @throws ProblemError invalid-file when the file is another than the one that was checked
 */
export function writeFile<S extends Source>(database: Database, work: Work<S>): Promise<MunicipalityImport[]> {
  const destination = destinations[work.request.source]
  const context = writingContext(destination, work.checked.municipalityCodes, work)
  return undoIfDry<MunicipalityImport[]>(work.request.dryRun, (finish) =>
    againAfterDeadlock(() =>
      database.withContext(context, async (db) => {
        const writer = new Writer(db, destination)
        try {
          await writeRows(work, writer)
          return finish(await concludeFile(db, work, writer))
        } finally {
          await writer.settled()
        }
      }),
    ),
  )
}

/** Words may be remembered for a municipality that gets no row. */
export function writingContext<S extends Source>(
  { role }: Destination<S>,
  keeping: readonly string[],
  { categories }: Pick<Work<S>, 'categories'>,
): Context {
  const { municipalityCode, remembered } = categories
  const deciding = municipalityCode !== null && remembered.length > 0 ? [municipalityCode] : []
  return { role, municipalityCodes: [...new Set([...keeping, ...deciding])], access: 'write' }
}

/** Writes what is left, makes sure that it was the file that was checked, and keeps the log. */
export async function concludeFile<S extends Source>(
  db: Transaction,
  work: Work<S>,
  writer: Writer<S>,
): Promise<MunicipalityImport[]> {
  const { request, understood, checked } = work
  const { audience } = destinations[request.source]
  await writer.finish()
  if (!understood.table.sha256.equals(await hashFile(request.path))) throw changedFile()
  const parts = writer.counts(checked)
  for (const counts of parts) await logPart(db, audience, work, counts)
  await rememberCategories(db, audience, work)
  return parts
}

async function writeRows<S extends Source>({ understood, checked, watch }: Work<S>, writer: Writer<S>): Promise<void> {
  let rows = 0
  for await (const { values } of understood.table.rows()) {
    const home = checked.homes[rows] ?? -1
    rows += 1
    // Never given an identity: the rows beside it have the ones they would have without it.
    if (home === refusedHome) continue
    const { draft, excluded } = draftRecord(understood.reading, values)
    if ((excluded !== null) !== (home === excludedHome)) throw changedFile()
    if (excluded !== null) continue
    const municipalityCode = checked.municipalityCodes[home]
    if (draft === null || municipalityCode === undefined) throw changedFile()
    writer.take(municipalityCode, draft)
    if (writer.isDue) await writer.write()
    if (rows % rowsAtOnce === 0) watch({ step: 'written', rows })
  }
  if (rows !== checked.rows) throw changedFile()
}

function changedFile(): ProblemError {
  return refuseFile('filen ändrades medan den lästes in; försök igen', 'the file changed while it was read; try again')
}
