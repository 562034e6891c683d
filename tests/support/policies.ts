import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** One row of pg_policy, with its table's columns that decide what it must ask for. */
export interface Policy {
  table: string
  name: string
  verb: 'all' | 'select' | 'insert' | 'update' | 'delete'
  permissive: boolean
  /** 'public' is every role. */
  roles: string[]
  using: string | null
  check: string | null
}

export interface GuardedTable {
  name: string
  forced: boolean
  columns: string[]
  policies: Policy[]
}

/** A table of the product with its policies; of all tables where none is named. */
export async function readGuardedTables(db: Transaction, table: string | null = null): Promise<GuardedTable[]> {
  return db.query<GuardedTable>(sql`
    select
      n.nspname || '.' || c.relname as name,
      c.relrowsecurity and c.relforcerowsecurity as forced,
      (select json_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
        as columns,
      coalesce((
        select json_agg(json_build_object(
          'table', n.nspname || '.' || c.relname, 'name', p.policyname, 'verb', lower(p.cmd),
          'permissive', p.permissive = 'PERMISSIVE', 'roles', p.roles, 'using', p.qual, 'check', p.with_check
        ) order by p.policyname)
        from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
      ), '[]'::json) as policies
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'police', 'release', 'accounts', 'app')
      and (${table}::text is null or n.nspname || '.' || c.relname = ${table})
      and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
    order by 1
  `)
}

const verbs = ['select', 'insert', 'update', 'delete'] as const
const entered = /municipality_code = ANY \(\( SELECT app\.entered\(\)/
const ownAudience = /(?:audience|party|side) = (?:ANY \(\( SELECT app\.audiences\(\)|'\w+'::text)/

/**
 * What a table's policies lack. A table of a tenant has, for every verb, a policy for all roles that asks for the
 * municipality entered, and for the party where a row is one party's; or one that nobody passes. Anything beside those
 * stands in `besides`, by 'table name', with its rule as the database writes it.
 */
export function policyFaults(table: GuardedTable, besides: Readonly<Record<string, string>>): string[] {
  const isTenant = table.columns.includes('municipality_code')
  const listed = Object.keys(besides).filter((key) => key.startsWith(`${table.name} `))
  const missing = listed
    .filter((key) => !table.policies.some(({ name }) => key === `${table.name} ${name}`))
    .map((key) => `${key} is gone`)
  const unforced = (isTenant || listed.length > 0) && !table.forced ? [`${table.name} does not force row security`] : []
  const uncovered = !isTenant
    ? []
    : verbs
        .filter(
          (verb) => !table.policies.some(({ name, roles }) => name === `tenant_${verb}` && roles.includes('public')),
        )
        .map((verb) => `${table.name} has no policy for ${verb}`)
  return [...missing, ...unforced, ...uncovered, ...table.policies.flatMap((policy) => faultOf(policy, table, besides))]
}

function faultOf(policy: Policy, table: GuardedTable, besides: Readonly<Record<string, string>>): string[] {
  const { name, verb, using, check } = policy
  const known = besides[`${table.name} ${name}`]
  const rules = [using, check].filter((rule) => rule !== null)
  if (known !== undefined) {
    const said = `${policy.permissive ? '' : 'restrictive '}${verb} ${policy.roles.join()} ${rules.join(' / ')}`
    return said === known ? [] : [`${table.name} ${name} is ${said}`]
  }
  if (name !== `tenant_${verb}` || !policy.permissive) return [`${table.name} ${name} is a policy nobody has told of`]
  // Schema police is the one party's whole.
  const needsAudience = table.columns.includes('audience') && !table.name.startsWith('police.')
  const loose = rules.filter(
    (rule) => rule !== 'false' && !(entered.test(rule) && (!needsAudience || ownAudience.test(rule))),
  )
  return loose.length === 0 && rules.length > 0 ? [] : [`${table.name} ${name} lets in ${rules.join(' / ')}`]
}
