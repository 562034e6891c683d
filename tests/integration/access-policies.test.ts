import { raw } from 'sql-template-tag'
import { expect, test } from 'vitest'

import { besides } from '../fixtures/access/policies.ts'
import { openTestDatabase } from '../support/database.ts'
import { policyFaults, readGuardedTables, type GuardedTable, type Policy } from '../support/policies.ts'

/** Row security as it should stand, and that it would be seen if any of it were gone. */
const database = await openTestDatabase()
const tables = await database.asOwner((db) => readGuardedTables(db))
const policies = tables.flatMap((table) => table.policies)

test('each table of a tenant asks everybody for the municipality entered, and for the party where a row is one party’s', () => {
  expect(tables.flatMap((table) => policyFaults(table, besides))).toEqual([])
  expect(policies.length).toBeGreaterThan(150)
  const guarded = Object.keys(besides).map((key) => key.split(' ')[0])
  expect(guarded.filter((name) => !tables.some((table) => table.name === name))).toEqual([])
})

class TakenBack extends Error {}

/** The faults there would be after a change, which is taken back. */
async function faultsAfter(change: string, table: string): Promise<string[]> {
  let found: GuardedTable[] = []
  const changed = database.asOwner(async (db) => {
    await db.execute(raw(change))
    found = await readGuardedTables(db, table)
    throw new TakenBack()
  })
  await expect(changed).rejects.toBeInstanceOf(TakenBack)
  return found.flatMap((one) => policyFaults(one, besides))
}

/** Lets everybody do what the policy guards. */
function opened({ table, name, using, check }: Policy): string {
  const rules = [using === null ? '' : 'using (true)', check === null ? '' : 'with check (true)'].join(' ')
  return `alter policy ${name} on ${table} ${rules}`
}

test('no policy is gone without a fault: every row of pg_policy, one at a time', async () => {
  const survivors: string[] = []
  for (const policy of policies) {
    const faults = await faultsAfter(`drop policy ${policy.name} on ${policy.table}`, policy.table)
    if (faults.length === 0) survivors.push(`${policy.table} ${policy.name}`)
  }
  expect(survivors).toEqual([])
})

test('no policy lets in everybody without a fault', async () => {
  const survivors: string[] = []
  for (const policy of policies.filter(({ using, check }) => using !== 'true' && check !== 'true')) {
    const faults = await faultsAfter(opened(policy), policy.table)
    if (faults.length === 0) survivors.push(`${policy.table} ${policy.name}`)
  }
  expect(survivors).toEqual([])
})

test('no table stops forcing them without a fault', async () => {
  const guarded = tables.filter((table) => table.policies.length > 0).map(({ name }) => name)
  for (const name of guarded) {
    for (const change of ['no force row level security', 'disable row level security']) {
      expect(await faultsAfter(`alter table ${name} ${change}`, name), `${name} ${change}`).not.toEqual([])
    }
  }
})
