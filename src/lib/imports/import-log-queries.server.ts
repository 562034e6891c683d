import sql, { raw, type Sql } from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'
import type { Source } from '#lib/cells/category.ts'

import type { ImportKind, LoggedImport } from './logged-import.ts'

/** Values of crimes are kept in the police's schema; names of tables can't be parameters. */
const refusalTables: Readonly<Record<Side, Sql>> = {
  municipality: raw('public.import_refusal'),
  police: raw('police.import_refusal'),
}

const columns = raw(`
  municipality_code as "municipalityCode", id, kind, audience, file_name as "fileName",
  encode(file_sha256, 'hex') as "fileSha256", mapping, trial, rows_read as "rowsRead", added,
  already_present as "alreadyPresent", without_position as "withoutPosition", outside, excluded, refused,
  refusals_kept as "refusalsKept", imported_at as "importedAt", imported_by as "importedBy", undone_at as "undoneAt",
  undone_by as "undoneBy", refusals_kept > 0 as "hasRefusals"
`)

/** Imports both sides may read are the municipality's own: each is listed once. */
function ofSide(side: Side): Sql {
  return sql`(audience = 'police') = ${side === 'police'}::boolean`
}

/** Newest first. */
export async function selectImports(db: Transaction, side: Side, municipalityCode: string): Promise<LoggedImport[]> {
  return db.query<LoggedImport>(sql`
    select ${columns} from import
    where municipality_code = ${municipalityCode} and ${ofSide(side)}
    order by imported_at desc, id desc
  `)
}

export async function findImport(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  id: string,
): Promise<LoggedImport | null> {
  const [found] = await db.query<LoggedImport>(sql`
    select ${columns} from import
    where municipality_code = ${municipalityCode} and id = ${id}::uuid and ${ofSide(side)}
  `)
  return found ?? null
}

/**
 * Imports after it that can hold rows it brought, not undone, that found rows already present: those of the same source of
 * points (incident reports are remarks), or else of the same kind.
 */
export async function countLaterImports(
  db: Transaction,
  { municipalityCode, id }: Pick<LoggedImport, 'municipalityCode' | 'id'>,
): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`
    select count(*)::int as n
    from import as own
    join import as later on later.municipality_code = own.municipality_code and later.id <> own.id
      and coalesce(later.source, later.kind) = coalesce(own.source, own.kind)
      and later.imported_at >= own.imported_at and later.undone_at is null and later.already_present > 0
    where own.municipality_code = ${municipalityCode} and own.id = ${id}::uuid
  `)
  return row?.n ?? 0
}

export interface UndoableImport {
  kind: ImportKind
  source: Source | null
  undoneAt: Date | null
}

/** Whoever would undo the same import waits here. */
export async function lockImport(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  id: string,
): Promise<UndoableImport | null> {
  const [found] = await db.query<UndoableImport>(sql`
    select kind, source, undone_at as "undoneAt" from import
    where municipality_code = ${municipalityCode} and id = ${id}::uuid and ${ofSide(side)}
    for update
  `)
  return found ?? null
}

export async function markUndone(
  db: Transaction,
  {
    municipalityCode,
    id,
    undoneAt,
    undoneBy,
  }: { municipalityCode: string; id: string; undoneAt: Date; undoneBy: string },
): Promise<void> {
  await db.execute(sql`
    update import set undone_at = ${undoneAt}, undone_by = ${undoneBy}, refusals_kept = 0
    where municipality_code = ${municipalityCode} and id = ${id}::uuid
  `)
}

export async function insertRefusals(
  db: Transaction,
  side: Side,
  {
    municipalityCode,
    importId,
    chunk,
    content,
  }: { municipalityCode: string; importId: string; chunk: number; content: Uint8Array },
): Promise<void> {
  await db.execute(sql`
    insert into ${refusalTables[side]} (municipality_code, import_id, chunk, content)
    values (${municipalityCode}, ${importId}, ${chunk}, ${content})
  `)
}

export async function findRefusals(
  db: Transaction,
  side: Side,
  { municipalityCode, importId, chunk }: { municipalityCode: string; importId: string; chunk: number },
): Promise<Uint8Array | null> {
  const [found] = await db.query<{ content: Uint8Array }>(sql`
    select content from ${refusalTables[side]}
    where municipality_code = ${municipalityCode} and import_id = ${importId}::uuid and chunk = ${chunk}
  `)
  return found?.content ?? null
}

export async function deleteRefusals(
  db: Transaction,
  side: Side,
  { municipalityCode, importId }: { municipalityCode: string; importId: string },
): Promise<void> {
  await db.execute(sql`
    delete from ${refusalTables[side]} where municipality_code = ${municipalityCode} and import_id = ${importId}::uuid
  `)
}

/** How many of a municipality's imports have been undone so far. */
export async function countUndoneImports(db: Transaction, municipalityCode: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`
    select count(*)::int as n from import where municipality_code = ${municipalityCode} and undone_at is not null
  `)
  return row?.n ?? 0
}
