import sql, { type Sql } from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { checkAudit } from '#lib/audit/health.server.ts'
import { checkChains, compareHeads } from '#lib/audit/verification.server.ts'
import { selectHeads } from '#lib/audit/verify-queries.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { faultsOf, fillLog, sealBoth, tamper } from '../support/audit.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

/** As someone with the database's own rights could, each on chains of its own. */
const attacks: Record<string, { attack: (code: string) => Sql[]; found: string[] }> = {
  'an act is changed': {
    attack: (code) => [
      sql`update audit_entry set actor = 'Någon annan' where municipality_code = ${code} and subject_id = 'c'`,
    ],
    found: ['entry-changed shared acts 2'],
  },
  'a moment is changed by a millionth of a second': {
    attack: (code) => [
      sql`update audit_entry set occurred_at = occurred_at + interval '1 microsecond' where municipality_code = ${code} and subject_id = 'e'`,
    ],
    found: ['entry-changed police acts 1'],
  },
  'a reading is made smaller': {
    attack: (code) => [sql`update police.reading set rows = 1 where municipality_code = ${code} and rows = 3`],
    found: ['entry-changed police readings 2'],
  },
  'an entry is taken away': {
    attack: (code) => [sql`delete from audit_entry where municipality_code = ${code} and subject_id = 'b'`],
    found: ['entry-missing shared acts 1'],
  },
  'an entry is hidden from a party': {
    attack: (code) => [
      sql`update audit_entry set audience = 'police' where municipality_code = ${code} and subject_id = 'b'`,
    ],
    found: ['entry-missing shared acts 1', 'entry-inserted police acts -'],
  },
  'two entries change places': {
    attack: (code) => [
      sql`
        update audit_entry as one set subject_id = other.subject_id from audit_entry as other
        where one.municipality_code = ${code} and other.municipality_code = ${code}
          and (one.subject_id, other.subject_id) in (('a', 'd'), ('d', 'a'))
      `,
    ],
    found: ['entry-changed shared acts 1', 'entry-changed shared acts 2'],
  },
  'the order within a seal is changed': {
    attack: (code) => [
      sql`
        update audit_seal set
          entry_ids = array[entry_ids[2], entry_ids[1]],
          entry_hashes = substring(entry_hashes from 33) || substring(entry_hashes for 32)
        where municipality_code = ${code} and log = 'readings' and number = 1
      `,
    ],
    found: ['seal-changed police readings 1'],
  },
  'an entry is put in': {
    attack: (code) => [
      sql`
        insert into audit_entry (municipality_code, id, occurred_at, actor, act, subject_kind, audience, detail)
        values (${code}, '01000000-0000-7000-8000-000000000001', now(), 'ingen', 'x', 'x', 'shared', '{}')
      `,
    ],
    found: ['entry-inserted shared acts -'],
  },
  'an entry is put in and taken up in a seal': {
    attack: (code) => [
      sql`
        insert into audit_entry (municipality_code, id, occurred_at, actor, act, subject_kind, audience, detail)
        values (${code}, '01000000-0000-7000-8000-000000000001', now(), 'ingen', 'x', 'x', 'shared', '{}')
      `,
      sql`
        update audit_seal set entry_ids = entry_ids || '01000000-0000-7000-8000-000000000001'::uuid
        where municipality_code = ${code} and log = 'acts' and audience = 'shared' and number = 2
      `,
    ],
    found: ['seal-changed shared acts 2', 'entry-changed shared acts 2'],
  },
  'a seal is taken away with its entries': {
    attack: (code) => [
      sql`
        delete from audit_entry using audit_seal as seal
        where audit_entry.municipality_code = ${code} and seal.municipality_code = ${code} and seal.log = 'acts'
          and seal.audience = 'shared' and seal.number = 1 and audit_entry.id = any(seal.entry_ids)
      `,
      sql`delete from audit_seal where municipality_code = ${code} and audience = 'shared' and number = 1`,
    ],
    found: ['seal-missing shared acts 1'],
  },
  'the seals change places': {
    attack: (code) => [
      sql`update audit_seal set number = number + 10 where municipality_code = ${code} and audience = 'shared'`,
      sql`update audit_seal set number = 13 - number where municipality_code = ${code} and audience = 'shared'`,
    ],
    found: [
      'seal-out-of-order shared acts 1',
      'seal-changed shared acts 1',
      'seal-out-of-order shared acts 2',
      'seal-changed shared acts 2',
    ],
  },
  'an entry is taken away before it is sealed': {
    attack: (code) => [
      sql`
        insert into audit_unsealed (municipality_code, log, audience, entry_id)
        values (${code}, 'acts', 'municipality', '01000000-0000-7000-8000-000000000001')
      `,
    ],
    found: ['entry-missing municipality acts -'],
  },
}

describe.each(
  Object.entries(attacks).map(([name, attack], index) => ({ name, ...attack, code: String(7100 + index) })),
)('whoever owns the database is found out when $name', ({ code, attack, found }) => {
  test('by going through the chain', async () => {
    await fillLog(database, code)
    expect(await faultsOf(database, code)).toEqual([])
    await tamper(database, async (db) => {
      for (const statement of attack(code)) await db.execute(statement)
    })
    expect(await faultsOf(database, code)).toEqual(found)
    await checkChains(database, 'municipality', code, systemClock)
    await checkChains(database, 'police', code, systemClock)
    expect(await checkAudit(database)).toMatchObject({ ok: true, whole: false })
  })
})

test('a history written anew as a whole is whole by itself, and differs from the heads that were saved before', async () => {
  const code = await fillLog(database, '7200')
  await checkChains(database, 'municipality', code, systemClock)
  const saved = await database.withContext(
    { role: 'kommun_request', municipalityCodes: [code], access: 'read' },
    (db) => selectHeads(db, code),
  )
  expect(await compareHeads(database, 'municipality', saved)).toEqual([])
  await tamper(database, async (db) => {
    await db.execute(sql`update audit_entry set actor = 'Någon annan' where municipality_code = ${code}`)
    await db.execute(sql`delete from audit_seal where municipality_code = ${code}`)
    await db.execute(sql`delete from audit_head where municipality_code = ${code}`)
    await db.execute(sql`
      insert into audit_unsealed (municipality_code, log, audience, entry_id)
      select municipality_code, 'acts', audience, id from audit_entry where municipality_code = ${code}
      union all select municipality_code, 'readings', 'police', id from police.reading where municipality_code = ${code}
    `)
  })
  await sealBoth(database, code, 2)
  expect(await faultsOf(database, code)).toEqual([])
  expect(await compareHeads(database, 'municipality', saved)).toMatchObject([{ kind: 'head-changed', number: 2 }])
})
