import sql, { raw, type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** Registers in which one import may replace what another brought; places are only ever added. */
export type ReplacingKind = 'areas' | 'population' | 'area-counts' | 'surveys' | 'police-events'
export type ImportedKind = ReplacingKind | 'places'

/** One municipality's part of a file. */
export interface RegisterPart {
  municipalityCode: string
  importId: string
}

const tables: Readonly<Record<ImportedKind, Sql>> = {
  areas: raw('area'),
  places: raw('place'),
  population: raw('area_population'),
  'area-counts': raw('crime_area_count'),
  surveys: raw('survey_value'),
  'police-events': raw('police_event'),
}

/** What is replaced as a whole, of a row called `kept`. */
const units: Readonly<Record<ReplacingKind, Sql>> = {
  areas: raw('kept.code'),
  population: raw("concat_ws(' ', kept.area_id, kept.year)"),
  'area-counts': raw("concat_ws(' ', kept.area_id, kept.offence_group, kept.month_from, kept.month_to)"),
  surveys: raw('kept.id::text'),
  'police-events': raw('kept.id::text'),
}

/** Every row of a register that an import may replace, and maybe more. */
export type ReplacementScope =
  | { kind: 'areas'; codes: readonly string[] }
  | { kind: 'population'; years: readonly number[] }
  /** Months since 2000-01 in which the counts begin. */
  | { kind: 'area-counts'; monthsFrom: readonly number[] }
  | { kind: 'surveys'; surveys: readonly string[] }
  | { kind: 'police-events'; ids: readonly number[] }

/** The same as a condition on a row called `kept`. */
function conditionOf(scope: ReplacementScope): Sql {
  switch (scope.kind) {
    case 'areas':
      return sql`kept.code = any(${scope.codes}::text[])`
    case 'population':
      return sql`kept.year = any(${scope.years}::smallint[])`
    case 'area-counts':
      return sql`kept.month_from = any(${scope.monthsFrom}::smallint[])`
    case 'surveys':
      return sql`kept.survey = any(${scope.surveys}::text[])`
    case 'police-events':
      return sql`kept.id = any(${scope.ids}::bigint[])`
  }
}

/** A boundary as PostGIS itself writes it: GeoJSON would round it. */
const boundaryAsWritten = raw("|| jsonb_build_object('boundary', encode(ST_AsEWKB(kept.boundary), 'hex'))")

/** Keeps the rows that an import may be about to replace. */
export async function insertReplacements(
  db: Transaction,
  { municipalityCode, importId }: RegisterPart,
  scope: ReplacementScope,
): Promise<void> {
  const { kind } = scope
  await db.execute(sql`
    insert into import_replacement (municipality_code, import_id, unit, earlier_import_id, earlier)
    select ${municipalityCode}, ${importId}::uuid, unit, (array_agg(import_id))[1], jsonb_agg(content)
    from (
      select ${units[kind]} as unit, import_id, to_jsonb(kept) ${kind === 'areas' ? boundaryAsWritten : raw('')} as content
      from ${tables[kind]} as kept
      where kept.municipality_code = ${municipalityCode} and ${conditionOf(scope)}
    ) as kept_rows
    group by unit
  `)
}

/** Lets go of the rows that the import left as they were. */
export async function deleteNeedlessReplacements(
  db: Transaction,
  kind: ReplacingKind,
  { municipalityCode, importId }: RegisterPart,
): Promise<void> {
  await db.execute(sql`
    delete from import_replacement
    using ${tables[kind]} as kept
    where import_replacement.municipality_code = ${municipalityCode} and import_replacement.import_id = ${importId}::uuid
      and kept.municipality_code = ${municipalityCode} and kept.import_id is distinct from ${importId}::uuid
      and ${units[kind]} = import_replacement.unit
  `)
}

/** @returns how many rows went */
export function deleteImportedRows(
  db: Transaction,
  kind: ImportedKind,
  { municipalityCode, importId }: RegisterPart,
): Promise<number> {
  return db.execute(sql`
    delete from ${tables[kind]} where municipality_code = ${municipalityCode} and import_id = ${importId}::uuid
  `)
}

/** Puts back what the import replaced, where nothing newer stands in its place. */
export async function restoreReplacedRows(
  db: Transaction,
  kind: Exclude<ReplacingKind, 'areas'>,
  { municipalityCode, importId }: RegisterPart,
): Promise<void> {
  const table = tables[kind]
  await db.execute(sql`
    insert into ${table}
    select restored.*
    from import_replacement
    cross join lateral jsonb_populate_recordset(null::${table}, earlier) as restored
    where import_replacement.municipality_code = ${municipalityCode} and import_replacement.import_id = ${importId}::uuid
      and not exists (
        select from ${table} as kept
        where kept.municipality_code = ${municipalityCode} and ${units[kind]} = import_replacement.unit
      )
  `)
}

/** Areas are given back what they were; their ids, which others refer to, stay. @returns how many */
export function restoreReplacedAreas(db: Transaction, { municipalityCode, importId }: RegisterPart): Promise<number> {
  return db.execute(sql`
    update area set
      kind = restored.kind, name = restored.name, parent_code = restored.parent_code, boundary = restored.boundary,
      import_id = restored.import_id
    from import_replacement
    cross join lateral jsonb_populate_recordset(null::area, earlier) as restored
    where import_replacement.municipality_code = ${municipalityCode} and import_replacement.import_id = ${importId}::uuid
      and area.municipality_code = ${municipalityCode} and area.code = import_replacement.unit
      and area.import_id = ${importId}::uuid
  `)
}

/**
 * A later import that replaced rows of this one is given what this one had replaced, or nothing, so that undoing it too
 * leads back to what was before both.
 */
export async function passReplacementsOn(db: Transaction, { municipalityCode, importId }: RegisterPart): Promise<void> {
  await db.execute(sql`
    update import_replacement as later set earlier_import_id = own.earlier_import_id, earlier = own.earlier
    from import_replacement as own
    where later.municipality_code = ${municipalityCode} and later.earlier_import_id = ${importId}::uuid
      and own.municipality_code = ${municipalityCode} and own.import_id = ${importId}::uuid and own.unit = later.unit
  `)
  await db.execute(sql`
    delete from import_replacement
    where municipality_code = ${municipalityCode}
      and (import_id = ${importId}::uuid or earlier_import_id = ${importId}::uuid)
  `)
}

/** An area that others refer to, and what does. */
export interface ReferredArea {
  code: string
  remarks: boolean
  population: boolean
  counts: boolean
  surveys: boolean
  parts: boolean
}

/** Areas that undoing the import would take away, where something refers to them. */
export async function listReferredAreas(
  db: Transaction,
  { municipalityCode, importId }: RegisterPart,
): Promise<ReferredArea[]> {
  const refers = (table: Sql) => sql`exists (
    select from ${table} as other where other.municipality_code = ${municipalityCode} and other.area_id = area.id
  )`
  return db.query<ReferredArea>(sql`
    select * from (
      select
        code, ${refers(raw('remark'))} as remarks, ${refers(raw('area_population'))} as population,
        ${refers(raw('crime_area_count'))} as counts, ${refers(raw('survey_value'))} as surveys,
        exists (
          select from area as part
          where part.municipality_code = ${municipalityCode} and part.parent_code = area.code
            and part.import_id is distinct from ${importId}::uuid
        ) as parts
      from area
      where area.municipality_code = ${municipalityCode} and area.import_id = ${importId}::uuid
        and not exists (
          select from import_replacement
          where import_replacement.municipality_code = ${municipalityCode}
            and import_replacement.import_id = ${importId}::uuid and import_replacement.unit = area.code
        )
    ) as added
    where remarks or population or counts or surveys or parts
    order by code
  `)
}
