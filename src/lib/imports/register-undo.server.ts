import type { Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { LoggedRegisterKind } from './logged-import.ts'
import {
  deleteImportedRows,
  listReferredAreas,
  passReplacementsOn,
  restoreReplacedAreas,
  restoreReplacedRows,
} from './register-replacement-queries.server.ts'
import type { ReferredArea, RegisterPart } from './register-replacement-queries.server.ts'

/**
 * Takes away what one import of a register added, and puts back what it replaced; what a later import has replaced stays.
 *
 * @returns how many rows of the import were there
 * @throws ProblemError import-not-undoable when others refer to areas that would go
 */
export async function undoRegister(
  db: Transaction,
  kind: LoggedRegisterKind,
  municipalityCode: string,
  importId: string,
): Promise<number> {
  const part = { municipalityCode, importId }
  const removed = kind === 'areas' ? await undoAreas(db, part) : await undoRows(db, kind, part)
  await passReplacementsOn(db, part)
  return removed
}

async function undoRows(
  db: Transaction,
  kind: Exclude<LoggedRegisterKind, 'areas'>,
  part: RegisterPart,
): Promise<number> {
  const removed = await deleteImportedRows(db, kind, part)
  if (kind !== 'places') await restoreReplacedRows(db, kind, part)
  return removed
}

async function undoAreas(db: Transaction, part: RegisterPart): Promise<number> {
  const referred = await listReferredAreas(db, part)
  if (referred.length > 0) throw new ProblemError('import-not-undoable', referred.slice(0, listed).map(reasonOf))
  const restored = await restoreReplacedAreas(db, part)
  return restored + (await deleteImportedRows(db, 'areas', part))
}

const listed = 100

const referrers = [
  ['remarks', { sv: 'synpunkter', en: 'remarks' }],
  ['population', { sv: 'befolkning', en: 'population' }],
  ['counts', { sv: 'antal brott', en: 'counts of crimes' }],
  ['surveys', { sv: 'enkätvärden', en: 'survey values' }],
  ['parts', { sv: 'andra områden', en: 'other areas' }],
] as const

function reasonOf(area: ReferredArea) {
  const words = referrers.filter(([name]) => area[name]).map(([, named]) => named)
  const sv = words.map((named) => named.sv).join(', ')
  const en = words.map((named) => named.en).join(', ')
  return {
    column: 'code',
    value: area.code,
    reason: {
      sv: `till området hör ${sv}; ångra inläsningen av det först`,
      en: `${en} belong to the area; undo the import of that first`,
    },
  }
}
