import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Audience, Source } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'

import { saveCategoryMappings } from './category-commands.server.ts'
import { kindOfSource } from './import.ts'
import type { MunicipalityImport } from './import.ts'
import { insertRefusals } from './import-log-queries.server.ts'
import { insertImport } from './queries.server.ts'
import { saveColumns } from './saved-columns.server.ts'
import { undecidedWords } from './undecided-word.ts'
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

/** The import log of what one municipality got, with its refused rows and how the columns were read, and the audit entry. */
export async function logPart<S extends Source>(
  db: Transaction,
  audience: Audience,
  { request, understood, checked, clock }: Work<S>,
  counts: MunicipalityImport,
): Promise<void> {
  const { columns, set, unread, position } = describeUnderstanding(understood)
  const kind = request.kind ?? kindOfSource[request.source]
  const crs = position?.system ?? null
  await insertImport(db, {
    ...counts,
    kind,
    source: request.source,
    audience,
    fileName: request.fileName,
    fileSha256: understood.table.sha256,
    mapping: { columns, set, unread, crs, notPlaces: request.notPlaces, undecided: undecidedWords(checked) },
    trial: request.trial,
    importedAt: clock.now(),
    importedBy: operatingSystemUser(),
  })
  const { municipalityCode, importId, ...detail } = counts
  await keepRefusals(db, audience, counts, checked.keptRefusals.get(municipalityCode)?.chunks ?? [])
  const { table, reading } = understood
  const { mapping } = reading
  const dismissed = Object.entries(request.choice.map).flatMap(([column, field]) => (field === '' ? [column] : []))
  const { dateOrder } = request
  await saveColumns(db, { municipalityCode, kind, audience, table, mapping, dismissed, crs, dateOrder }, clock)
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

async function keepRefusals(
  db: Transaction,
  audience: Audience,
  { municipalityCode, importId }: MunicipalityImport,
  chunks: readonly Uint8Array[],
): Promise<void> {
  const side = audience === 'police' ? 'police' : 'municipality'
  for (const [chunk, content] of chunks.entries()) {
    await insertRefusals(db, side, { municipalityCode, importId, chunk, content })
  }
}
