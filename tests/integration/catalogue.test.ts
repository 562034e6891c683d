import sql, { raw } from 'sql-template-tag'
import { describe, expect, inject, test } from 'vitest'

import { municipalityRoles, policeRoles, type Role, type Transaction } from '#lib/database/database.ts'
import {
  isTenantTable,
  readsAcrossMunicipalities,
  readTables,
  readUniqueIndexes,
  type CatalogueTable,
} from '../support/catalogue.ts'
import { openTestDatabase } from '../support/database.ts'
import { loginName } from '../support/installation.ts'

/** Tables that belong to the installation and not to a municipality. Whoever adds one says here why it holds no tenant's content. */
const referenceTables: Record<string, string> = {
  'app.job': 'names a municipality in its payload, holds no content of it',
  'app.migration': 'which files are applied',
  'app.write_probe': 'one row that /readyz rewrites',
  'public.municipality': 'the register of tenants itself, open to all',
  'public.offence_code': 'the codebook of offences, the same everywhere',
  'public.slot': 'what is counted, the same everywhere',
}

/** First who has entered, asked once a statement; further conditions may only narrow. */
const asksWhoEntered =
  /^\(+municipality_code = ANY \(\( SELECT (?:app\.entered\(\)|string_to_array\(current_setting\('app\.municipality_codes'::text, true\), ','::text\)) AS entered\)::text\[\]\)(?:\)|\) AND (?!.* OR ).*)$|^false$/s

const verbs = ['delete', 'insert', 'select', 'update']
const roles: readonly Role[] = [...municipalityRoles, ...policeRoles]
const municipalityCodes = ['9001']

const database = await openTestDatabase()
const asOwner = <Result>(work: (db: Transaction) => Promise<Result>) => database.asOwner(work)
const tables = await asOwner(readTables)
const tenantTables = tables.filter(isTenantTable)
const names = tenantTables.map(({ name }) => name)

const tableNamed = (name: string): CatalogueTable => {
  const table = tenantTables.find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`no tenant table ${name}`)
  return table
}

test('every table is a tenant table or a reference table that is listed with its reason', () => {
  const others = tables.filter((table) => !isTenantTable(table)).map(({ name }) => name)
  expect(others).toEqual(Object.keys(referenceTables).sort())
  expect(names).toContain('police.crime')
  expect(names.length).toBeGreaterThanOrEqual(15)
})

describe.each(names)('%s', (name) => {
  const table = tableNamed(name)

  test('has row security, forced on its owner too', () => {
    expect(table).toMatchObject({ rowSecurity: true, forced: true })
  })

  test('has a policy for each verb, and each asks for the municipality entered', () => {
    expect(table.policies.map(({ verb }) => verb)).toEqual(expect.arrayContaining(verbs))
    const crossing = readsAcrossMunicipalities.filter((exception) => exception.table === name)
    for (const policy of table.policies) {
      if (crossing.some(({ role }) => policy.verb === 'select' && policy.roles.join() === role)) continue
      for (const rule of [policy.using, policy.check]) {
        if (rule !== null) expect(rule, policy.name).toMatch(asksWhoEntered)
      }
    }
  })

  test('has the municipality in every key, and in every reference to another tenant table', () => {
    const keys = table.keys.filter(({ kind }) => kind !== 'f')
    expect(keys.some(({ kind }) => kind === 'p')).toBe(true)
    for (const key of keys) expect(key.columns, key.name).toContain('municipality_code')
    for (const key of table.keys.filter(({ references }) => names.includes(references ?? ''))) {
      expect(key.columns, key.name).toContain('municipality_code')
      expect(key.referenced[key.columns.indexOf('municipality_code')], key.name).toBe('municipality_code')
    }
  })

  test('has no triggers, and no column that numbers itself', () => {
    expect(table.triggers).toEqual([])
    expect(table.columns.filter(({ numbersItself }) => numbersItself)).toEqual([])
  })
})

test('every unique index of a tenant table holds the municipality', async () => {
  const indexes = await asOwner(readUniqueIndexes)
  const offending = indexes.filter(
    ({ table, columns }) => names.includes(table) && !columns.includes('municipality_code'),
  )
  expect(offending).toEqual([])
})

test('the database has no sequences, rules or triggers of the product', async () => {
  const found = await asOwner((db) =>
    db.query(sql`
      select 'sequence' as kind, c.relname::text as name from pg_class c
        where c.relkind = 'S' and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
      union all
      select 'trigger', tgname::text from pg_trigger where not tgisinternal
      union all
      select 'rule', r.rulename::text from pg_rewrite r join pg_class c on c.oid = r.ev_class
        where c.relkind in ('r', 'p') and c.relnamespace <> 'pg_catalog'::regnamespace
    `),
  )
  expect(found).toEqual([])
})

test('request roles own nothing, are no superusers and do not bypass row security', async () => {
  const owned = await asOwner((db) =>
    db.query(sql`
      select r.rolname::text as role, o.name from pg_roles r join (
        select relowner as owner, relname::text as name from pg_class
        union all select proowner, proname::text from pg_proc
        union all select nspowner, nspname::text from pg_namespace
        union all select typowner, typname::text from pg_type
        union all select datdba, datname::text from pg_database
      ) o on o.owner = r.oid
      where r.rolname = any(${roles}::text[])
    `),
  )
  expect(owned).toEqual([])
  const attributes = await asOwner((db) =>
    db.query(sql`
      select rolname::text as role, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty
      from pg_roles where rolname = any(${roles}::text[]) order by 1
    `),
  )
  expect(attributes).toEqual([...roles].sort().map((role) => ({ role, mighty: false })))
})

test("a function that runs with its definer's rights has a fixed search_path", async () => {
  const loose = await asOwner((db) =>
    db.query(sql`
      select p.oid::regprocedure::text as function from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
        and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')
    `),
  )
  expect(loose).toEqual([])
})

describe('the two sides', () => {
  test('no role of the municipality may do anything in schema police', async () => {
    const rights = await asOwner((db) =>
      db.query(sql`
        select r.rolname::text as role, has_schema_privilege(r.oid, 'police', 'usage, create') as enters, c.relname::text as table
        from pg_roles r
        cross join pg_class c
        where r.rolname = any(${municipalityRoles}::text[]) and c.relnamespace = 'police'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
          and (
            has_schema_privilege(r.oid, 'police', 'usage, create')
            or has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger')
            or has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references')
          )
      `),
    )
    expect(rights).toEqual([])
  })

  if (database.engine === 'postgres') {
    test.each([
      { own: 'kommun_request', other: policeRoles },
      { own: 'police_request', other: municipalityRoles },
    ] as const)('the login that serves $own cannot become a role of the other side', async ({ own, other }) => {
      for (const role of other) {
        const attempt = database.withContext({ role: own, municipalityCodes, access: 'read' }, (db) =>
          db.execute(raw(`set role ${role}`)),
        )
        await expect(attempt, role).rejects.toMatchObject({ sqlState: '42501' })
      }
    })

    test('the logins are no superusers, inherit nothing and are members of their own side alone', async () => {
      const server = inject('testServer')
      if (server.engine !== 'postgres') throw new Error('the engine and its server differ')
      const logins = (['owner', 'municipality', 'police'] as const).map((side) => loginName(server, side))
      const memberships = await asOwner((db) =>
        db.query<{ login: string; plain: boolean; roles: string[] }>(sql`
          select
            l.rolname::text as login,
            not (l.rolsuper or l.rolinherit or l.rolbypassrls or l.rolcreaterole or l.rolcreatedb) as plain,
            coalesce((
              select array_agg(g.rolname::text order by g.rolname)
              from pg_roles g where g.oid <> l.oid and pg_has_role(l.oid, g.oid, 'member') and g.rolname = any(${roles}::text[])
            ), '{}') as roles
          from pg_roles l
          where l.rolname = any(${logins}::text[])
          order by 1
        `),
      )
      const side = (login: string) => login.slice(login.lastIndexOf('_') + 1)
      expect(memberships.map(({ login, plain, roles: member }) => [side(login), plain, member])).toEqual([
        ['municipality', true, [...municipalityRoles].sort()],
        ['owner', true, []],
        ['police', true, [...policeRoles].sort()],
      ])
    })
  } else {
    test('the embedded engine keeps its sides apart by role only: its one login is a superuser', async () => {
      const [user] = await asOwner((db) =>
        db.query<{ superuser: boolean }>(sql`select rolsuper as superuser from pg_roles where rolname = session_user`),
      )
      expect(user).toEqual({ superuser: true })
    })
  }
})
