import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** What PostgreSQL's own catalogue says of the product's tables: the same questions on both engines. */

const productSchemas = ['public', 'police', 'release', 'accounts', 'app']

export interface CatalogueTable {
  /** With its schema, quoted where it must be: 'public.remark'. */
  name: string
  columns: CatalogueColumn[]
  rowSecurity: boolean
  forced: boolean
  policies: { name: string; verb: string; roles: string[]; using: string | null; check: string | null }[]
  keys: { name: string; kind: 'p' | 'u' | 'f'; columns: string[]; references: string | null; referenced: string[] }[]
  checks: string[]
  triggers: string[]
}

export interface CatalogueColumn {
  name: string
  type: string
  required: boolean
  hasDefault: boolean
  numbersItself: boolean
}

/** The statistics role compares municipalities by shared counts: it reads them without entering one. */
export const readsAcrossMunicipalities = [{ role: 'statistics', table: 'public.cell_count' }]

export function isTenantTable(table: CatalogueTable): boolean {
  return table.columns.some((column) => column.name === 'municipality_code')
}

/** Every table of the product, PostGIS's own apart. */
export async function readTables(db: Transaction): Promise<CatalogueTable[]> {
  return db.query<CatalogueTable>(sql`
    select
      n.nspname || '.' || c.relname as name,
      c.relrowsecurity as "rowSecurity",
      c.relforcerowsecurity as forced,
      (
        select json_agg(json_build_object(
          'name', a.attname,
          'type', format_type(a.atttypid, a.atttypmod),
          'required', a.attnotnull,
          'hasDefault', a.atthasdef,
          'numbersItself', a.attidentity <> '' or pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null
            or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like '%nextval%'
        ) order by a.attnum)
        from pg_attribute a
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      ) as columns,
      coalesce((
        select json_agg(json_build_object(
          'name', p.policyname, 'verb', lower(p.cmd), 'roles', p.roles, 'using', p.qual, 'check', p.with_check
        ) order by p.policyname)
        from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
      ), '[]'::json) as policies,
      coalesce((
        select json_agg(json_build_object(
          'name', k.conname,
          'kind', k.contype,
          'columns', (
            select json_agg(a.attname order by i.position)
            from unnest(k.conkey) with ordinality as i (number, position)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = i.number
          ),
          'references', case when k.contype = 'f' then (
            select rn.nspname || '.' || rc.relname from pg_class rc join pg_namespace rn on rn.oid = rc.relnamespace where rc.oid = k.confrelid
          ) end,
          'referenced', coalesce((
            select json_agg(a.attname order by i.position)
            from unnest(k.confkey) with ordinality as i (number, position)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = i.number
          ), '[]'::json)
        ) order by k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')
      ), '[]'::json) as keys,
      coalesce((
        select json_agg(pg_get_constraintdef(k.oid) order by k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
      ), '[]'::json) as checks,
      coalesce((
        select json_agg(t.tgname order by t.tgname)
        from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
      ), '[]'::json) as triggers
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any(${productSchemas}::text[])
      and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
    order by 1
  `)
}

/** Unique indexes that are no constraint, by the columns they are over: they are keys all the same. */
export async function readUniqueIndexes(
  db: Transaction,
): Promise<{ table: string; name: string; columns: string[] }[]> {
  return db.query(sql`
    select
      n.nspname || '.' || c.relname as table,
      x.relname as name,
      (
        select json_agg(a.attname order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey)
      ) as columns
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where i.indisunique and n.nspname = any(${productSchemas}::text[])
      and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
    order by 1, 2
  `)
}

export interface Grant {
  role: string
  table: string
  verbs: ('select' | 'insert' | 'update' | 'delete')[]
}

/** What each role may do with each table, by whatever way it got there (its own grants, PUBLIC, memberships it inherits). */
export async function readGrants(db: Transaction, roles: readonly string[]): Promise<Grant[]> {
  return db.query(sql`
    select r.rolname as role, n.nspname || '.' || c.relname as table, json_agg(verb order by verb) as verbs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join pg_roles r
    cross join unnest(array['select', 'insert', 'update', 'delete']) as verb
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname = any(${productSchemas}::text[])
      and r.rolname = any(${roles}::text[])
      and has_schema_privilege(r.oid, n.oid, 'usage')
      and has_table_privilege(r.oid, c.oid, verb)
      and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
    group by 1, 2 order by 1, 2
  `)
}
