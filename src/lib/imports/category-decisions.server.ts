import { appendAudit } from '#lib/audit/commands.server.ts'
import { sources } from '#lib/cells/category.ts'
import type { Source } from '#lib/cells/category.ts'
import type { Context, Database, Side } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { saveCategoryMappings } from './category-commands.server.ts'
import { normaliseName } from './category-names.ts'
import { deleteCategoryMapping, listCodebook, listDecidedWords, listOffenceCodes } from './category-queries.server.ts'
import { readDecisions } from './category-table.ts'
import type { CodebookEntry, DecidedWords } from './category-table.ts'

/** What an administrator of the category table does. A decision counts for files from then on; rows already in stay as they are. */

export function sideOfSource(source: Source): Side {
  return source === 'crime' ? 'police' : 'municipality'
}

/** @throws ProblemError police-side-not-connected */
export function listCategoryDecisions(
  database: Database,
  side: Side,
  municipalityCode: string,
): Promise<DecidedWords[]> {
  const own = sources.filter((source) => sideOfSource(source) === side)
  return database.withContext(contextOf(side, municipalityCode, 'read'), (db) =>
    listDecidedWords(db, municipalityCode, own),
  )
}

export interface CategoryStatement {
  municipalityCode: string
  source: Source
  /** The file's words → category, or `not_mapped` for offences that are never to be on the map. */
  stated: Readonly<Record<string, string>>
}

/**
 * A later decision on the same words replaces an earlier one.
 *
 * @throws ProblemError invalid-form for a category that isn't one, or an offence that may never be mapped · police-side-not-connected
 */
export async function saveCategoryDecisions(
  database: Database,
  { municipalityCode, source, stated }: CategoryStatement,
  clock: Clock = systemClock,
): Promise<void> {
  const side = sideOfSource(source)
  await database.withContext(contextOf(side, municipalityCode, 'write'), async (db) => {
    const codes = source === 'crime' ? await listOffenceCodes(db) : []
    const { decisions, faults } = readDecisions(source, stated, codes)
    if (faults.length > 0) throw new ProblemError('invalid-form', faults)
    await saveCategoryMappings(db, { municipalityCode, source, audience: side, decisions }, clock)
  })
}

/** @returns whether there was such a decision */
export async function removeCategoryDecision(
  database: Database,
  decision: { municipalityCode: string; source: Source; written: string },
  clock: Clock = systemClock,
): Promise<boolean> {
  const { municipalityCode, source } = decision
  const written = normaliseName(decision.written)
  const side = sideOfSource(source)
  return database.withContext(contextOf(side, municipalityCode, 'write'), async (db) => {
    const category = await deleteCategoryMapping(db, { municipalityCode, source, written })
    if (category === null) return false
    const subject = { subjectKind: 'category_mapping', subjectId: `${source} ${written}` }
    const act = { municipalityCode, act: 'category_mapping.remove', audience: side, ...subject, detail: { category } }
    await appendAudit(db, act, clock)
    return true
  })
}

/** The installation's list of offence codes, the same for every municipality. */
export function listOffenceCodebook(database: Database): Promise<CodebookEntry[]> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  return database.withContext(context, (db) => listCodebook(db))
}

function contextOf(side: Side, municipalityCode: string, access: Context['access']): Context {
  return { role: roles[side][access], municipalityCodes: [municipalityCode], access }
}

const roles = {
  municipality: { read: 'kommun_request', write: 'import_worker' },
  police: { read: 'police_request', write: 'police_import_worker' },
} as const
