import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Audience, Source } from '#lib/cells/category.ts'
import type { Database, Role, Transaction } from '#lib/database/database.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import type { Clock } from '#lib/platform/clock.ts'

import { listCategoryMappings, listOffenceCodes, upsertCategoryMapping } from './category-queries.server.ts'
import { CategoryTable, requireDecisions } from './category-table.ts'
import type { CategoryDecision } from './category-table.ts'
import { refuseFile } from './file-problem.ts'
import type { ImportRequest } from './import.ts'

/** What the words of one file mean, and what of it is to be remembered for whom. */
export interface FileCategories {
  table: CategoryTable
  remembered: readonly CategoryDecision[]
  /** Whose decisions were read; null where that can't be known. */
  municipalityCode: string | null
}

/**
 * The decisions stated with the file go before those its municipality has saved. Saved ones are read where the
 * municipality is stated or is the only one there is: one municipality's decisions say nothing of another's words.
 */
export async function readCategories(database: Database, role: Role, request: ImportRequest): Promise<FileCategories> {
  const { source } = request
  const municipalityCode = request.municipalityCode ?? (await onlyMunicipality(database, role))
  if (request.saveMapping && municipalityCode === null) {
    throw refuseFile(
      '--save-mapping behöver veta vilken kommun som har bestämt; ange --municipality KOD',
      '--save-mapping needs to know whose decision it is; add --municipality CODE',
    )
  }
  const municipalityCodes = municipalityCode === null ? [] : [municipalityCode]
  const { codes, saved } = await database.withContext({ role, municipalityCodes, access: 'read' }, async (db) => ({
    codes: source === 'crime' ? await listOffenceCodes(db) : [],
    saved: municipalityCode === null ? [] : await listCategoryMappings(db, municipalityCode, source),
  }))
  const stated = requireDecisions(source, request.categories, codes)
  return {
    table: new CategoryTable([...saved, ...stated], codes),
    remembered: request.saveMapping ? stated : [],
    municipalityCode,
  }
}

async function onlyMunicipality(database: Database, role: Role): Promise<string | null> {
  const municipalities = await database.withContext({ role, municipalityCodes: [], access: 'read' }, (db) =>
    listMunicipalities(db),
  )
  const [only] = municipalities
  return municipalities.length === 1 && only !== undefined ? only.code : null
}

export interface CategorySaving {
  municipalityCode: string
  source: Source
  audience: Audience
  decisions: readonly CategoryDecision[]
}

/** Remembers what a municipality has decided, for its next files; a later decision replaces an earlier one. */
export async function saveCategoryMappings(db: Transaction, saving: CategorySaving, clock: Clock): Promise<void> {
  const { municipalityCode, source, audience, decisions } = saving
  for (const decision of decisions) {
    await upsertCategoryMapping(db, {
      ...decision,
      municipalityCode,
      source,
      audience,
      decidedAt: clock.now(),
      decidedBy: operatingSystemUser(),
    })
    await appendAudit(
      db,
      {
        municipalityCode,
        act: 'category_mapping.save',
        subjectKind: 'category_mapping',
        subjectId: `${source} ${decision.written}`,
        audience,
        detail: { category: decision.category },
      },
      clock,
    )
  }
}
