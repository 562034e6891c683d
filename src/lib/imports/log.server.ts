import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Audience, Source } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'

import { saveCategoryMappings } from './category-commands.server.ts'
import type { MunicipalityImport } from './import.ts'
import { insertImport } from './queries.server.ts'
import { describeUnderstanding } from './understanding.server.ts'
import type { Work } from './work.server.ts'

/** Decisions stated with the file, kept with it in one transaction. */
export async function rememberCategories<S extends Source>(
  db: Transaction,
  audience: Audience,
  { request, categories, clock }: Work<S>,
): Promise<void> {
  const { municipalityCode, remembered } = categories
  if (municipalityCode === null || remembered.length === 0) return
  const saving = { municipalityCode, source: request.source, audience, decisions: remembered }
  await saveCategoryMappings(db, saving, clock)
}

/** The import log and audit entry of what one municipality got. */
export async function logPart<S extends Source>(
  db: Transaction,
  audience: Audience,
  { request, understood, clock }: Work<S>,
  counts: MunicipalityImport,
): Promise<void> {
  const { columns, set, position } = describeUnderstanding(understood)
  await insertImport(db, {
    ...counts,
    source: request.source,
    audience,
    fileName: request.fileName,
    fileSha256: understood.table.sha256,
    mapping: { columns, set, crs: position?.system ?? null, notPlaces: request.notPlaces },
    trial: request.trial,
    importedAt: clock.now(),
    importedBy: operatingSystemUser(),
  })
  const { municipalityCode, importId, ...detail } = counts
  await appendAudit(
    db,
    {
      municipalityCode,
      act: `import.${request.source}`,
      subjectKind: 'import',
      subjectId: importId,
      audience,
      detail: { ...detail, sha256: understood.table.sha256.toString('hex'), trial: request.trial },
    },
    clock,
  )
}
