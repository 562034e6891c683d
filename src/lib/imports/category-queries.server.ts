import sql from 'sql-template-tag'

import type { Audience, Source } from '#lib/cells/category.ts'
import type { Transaction } from '#lib/database/database.ts'

import { notMapped } from './category-table.ts'
import type { CategoryDecision, CodebookEntry, DecidedWords, OffenceCode } from './category-table.ts'

export async function listOffenceCodes(db: Transaction): Promise<OffenceCode[]> {
  return db.query<OffenceCode>(sql`
    select code, name, offence_group as "offenceGroup" from offence_code order by code, codebook_version
  `)
}

export async function listCategoryMappings(
  db: Transaction,
  municipalityCode: string,
  source: Source,
): Promise<CategoryDecision[]> {
  return db.query<CategoryDecision>(sql`
    select written, coalesce(category, ${notMapped}) as category from category_mapping
    where municipality_code = ${municipalityCode} and source = ${source}
    order by written
  `)
}

/** Decisions of one side, of every source. */
export async function listDecidedWords(
  db: Transaction,
  municipalityCode: string,
  sources: readonly Source[],
): Promise<DecidedWords[]> {
  return db.query<DecidedWords>(sql`
    select
      source, written, coalesce(category, ${notMapped}) as category, decided_at as "decidedAt",
      decided_by as "decidedBy"
    from category_mapping
    where municipality_code = ${municipalityCode} and source = any (${sources}::text[])
    order by source, written
  `)
}

/** Answers what it was, or null where there was none. */
export async function deleteCategoryMapping(
  db: Transaction,
  { municipalityCode, source, written }: { municipalityCode: string; source: Source; written: string },
): Promise<string | null> {
  const [removed] = await db.query<{ category: string }>(sql`
    delete from category_mapping
    where municipality_code = ${municipalityCode} and source = ${source} and written = ${written}
    returning coalesce(category, ${notMapped}) as category
  `)
  return removed?.category ?? null
}

export async function listCodebook(db: Transaction): Promise<CodebookEntry[]> {
  return db.query<CodebookEntry>(sql`
    select code, codebook_version as "codebookVersion", name, offence_group as "offenceGroup"
    from offence_code order by code, codebook_version
  `)
}

export interface CategoryMappingRow extends CategoryDecision {
  municipalityCode: string
  source: Source
  audience: Audience
  decidedAt: Date
  decidedBy: string
}

export async function upsertCategoryMapping(db: Transaction, row: CategoryMappingRow): Promise<void> {
  const category = row.category === notMapped ? null : row.category
  await db.execute(sql`
    insert into category_mapping (
      municipality_code, source, written, category, not_mapped, audience, decided_at, decided_by
    ) values (
      ${row.municipalityCode}, ${row.source}, ${row.written}, ${category}, ${category === null}, ${row.audience},
      ${row.decidedAt}, ${row.decidedBy}
    )
    on conflict (municipality_code, source, written) do update set
      category = excluded.category, not_mapped = excluded.not_mapped,
      decided_at = excluded.decided_at, decided_by = excluded.decided_by
  `)
}
