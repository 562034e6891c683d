import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Source } from '#lib/cells/category.ts'
import { removeCrimes } from '#lib/crimes/commands.server.ts'
import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'
import { formatNumber } from '#lib/languages/format.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { removeRemarks } from '#lib/remarks/commands.server.ts'
import { removeObservations } from '#lib/walks/commands.server.ts'

import { countLaterImports, deleteRefusals, lockImport, markUndone } from './import-log-queries.server.ts'
import type { UndoableImport } from './import-log-queries.server.ts'
import { isImportId, isRegister } from './logged-import.ts'
import type { Words } from './reason.ts'
import { undoRegister } from './register-undo.server.ts'

export interface UndoRequest {
  side: Side
  municipalityCode: string
  id: string
}

export interface UndoReport {
  /** Rows that were taken away. */
  removed: number
  /** Imports of the same kind after it, not undone, that found rows already present. */
  laterImports: number
  warnings: readonly Words[]
}

const removals: {
  [S in Source]: (db: Transaction, municipalityCode: string, importId: string) => Promise<number>
} = { crime: removeCrimes, remark: removeRemarks, observation: removeObservations }

/**
 * Takes back one municipality's part of one import, all of it or nothing: the rows it added with their counts and its list
 * of refused rows. The log keeps it, marked. Saved columns and decided categories stay.
 *
 * @throws ProblemError unknown-import · import-already-undone · import-not-undoable · police-side-not-connected
 */
export function undoImport(
  database: Database,
  { side, municipalityCode, id }: UndoRequest,
  clock: Clock = systemClock,
): Promise<UndoReport> {
  const context: Context = {
    role: side === 'police' ? 'police_import_worker' : 'import_worker',
    municipalityCodes: [municipalityCode],
    access: 'write',
  }
  return database.withContext(context, async (db) => {
    const found = isImportId(id) ? await lockImport(db, side, municipalityCode, id) : null
    if (found === null) throw new ProblemError('unknown-import', [{ value: id, reason: notThere }])
    if (found.undoneAt !== null) throw new ProblemError('import-already-undone')
    const removed = await removeRows(db, found, municipalityCode, id)
    await deleteRefusals(db, side, { municipalityCode, importId: id })
    const laterImports = await countLaterImports(db, { municipalityCode, id })
    await markUndone(db, { municipalityCode, id, undoneAt: clock.now(), undoneBy: operatingSystemUser() })
    const audience = side === 'police' ? 'police' : 'municipality'
    const subject = { municipalityCode, subjectKind: 'import', subjectId: id, audience } as const
    await appendAudit(
      db,
      { ...subject, act: 'import.undo', detail: { kind: found.kind, removed, laterImports } },
      clock,
    )
    return { removed, laterImports, warnings: laterImports > 0 ? [sharedRows(laterImports)] : [] }
  })
}

async function removeRows(db: Transaction, { source, kind }: UndoableImport, municipalityCode: string, id: string) {
  if (isRegister(kind)) return undoRegister(db, kind, municipalityCode, id)
  if (source === null) throw new Error(`an import of ${kind} has no source`)
  return removals[source](db, municipalityCode, id)
}

const notThere = {
  sv: 'finns inte i kommunens logg',
  en: "is not in the municipality's log",
  command: { sv: 'npm run import -- log --municipality KOD', en: 'npm run import -- log --municipality CODE' },
}

/** Said before and after: what the undone import shared with later ones goes with it. */
export function sharedRows(laterImports: number): Words {
  const sv = laterImports === 1 ? 'En senare inläsning' : `${formatNumber(laterImports, 'sv')} senare inläsningar`
  const en = laterImports === 1 ? 'One later import' : `${formatNumber(laterImports, 'en')} later imports`
  return {
    sv: `${sv} av samma slag har rader som redan var inlästa. De rader som kom med den här inläsningen försvinner också därifrån. Läs in de filerna igen för att få tillbaka dem.`,
    en: `${en} of the same kind found rows already present. Those that came with this import go from there too. Import those files again to have them back.`,
  }
}
