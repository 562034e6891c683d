import { v7 as uuidv7 } from 'uuid'

import { appendAudit, operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Transaction } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'

import type { LoggedRegisterKind } from './logged-import.ts'
import { insertImport } from './queries.server.ts'
import { deleteNeedlessReplacements, insertReplacements } from './register-replacement-queries.server.ts'
import type { RegisterPart, ReplacementScope } from './register-replacement-queries.server.ts'
import type { ColumnChoice } from './column-choice.ts'
import type { RegisterRequest } from './register.ts'
import { saveRegisterColumns } from './saved-columns.server.ts'

/** Begins one municipality's part of a file: its rows carry the id. */
export function beginPart(municipalityCode: string): RegisterPart {
  return { municipalityCode, importId: uuidv7() }
}

/** Does `save` and keeps with the import the rows that it replaced; `scope` is every row it may replace. */
export async function keepReplaced<Saved>(
  db: Transaction,
  part: RegisterPart,
  scope: ReplacementScope,
  save: () => Promise<Saved>,
): Promise<Saved> {
  await insertReplacements(db, part, scope)
  const saved = await save()
  await deleteNeedlessReplacements(db, scope.kind, part)
  return saved
}

/** What one municipality got of a file of a register, for the log. */
export interface RegisterCounts {
  rowsRead: number
  /** New or changed: what undoing takes back. */
  added: number
  alreadyPresent: number
  outside?: number
  excluded?: number
  refused?: number
}

export interface RegisterLogging {
  kind: LoggedRegisterKind
  request: RegisterRequest
  sha256: string
  columns: ColumnChoice | null
  srid?: number
  clock: Clock
}

/** The import log, the columns for the next file and the audit entry of one municipality's part, in its transaction. */
export async function logRegister(
  db: Transaction,
  { kind, request, sha256, columns, srid, clock }: RegisterLogging,
  { municipalityCode, importId }: RegisterPart,
  counts: RegisterCounts,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await insertImport(db, {
    withoutPosition: 0,
    outside: 0,
    excluded: 0,
    refused: 0,
    refusalsKept: 0,
    ...counts,
    municipalityCode,
    importId,
    kind,
    source: null,
    audience: 'shared',
    fileName: request.fileName,
    fileSha256: Buffer.from(sha256, 'hex'),
    mapping: {
      columns: columns?.columns.map(({ column, field, guessed }) => ({ column, field, guessed })) ?? [],
      set: columns?.set ?? {},
      crs: srid === undefined ? null : `EPSG:${srid}`,
      notPlaces: [],
    },
    trial: false,
    importedAt: clock.now(),
    importedBy: operatingSystemUser(),
  })
  if (columns !== null) await saveRegisterColumns(db, { municipalityCode, kind, request, columns }, clock)
  const subject = { municipalityCode, subjectKind: 'import', subjectId: importId }
  const full = { ...detail, fileName: request.fileName, sha256 }
  await appendAudit(db, { ...subject, act: `import.${kind}`, audience: 'shared', detail: full }, clock)
}
