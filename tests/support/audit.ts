import sql, { raw } from 'sql-template-tag'
import { expect } from 'vitest'

import { actingAs } from '#lib/audit/actor.server.ts'
import type { AuditAudience } from '#lib/audit/audit.ts'
import { appendAudit } from '#lib/audit/commands.server.ts'
import { logReading } from '#lib/audit/read-log.server.ts'
import { sealMunicipality } from '#lib/audit/sealing.server.ts'
import { verifyChains } from '#lib/audit/verification.server.ts'
import type { Database, Role, Side, Transaction } from '#lib/database/database.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addTestMunicipality, boxBoundary } from './database.ts'

export const anna = { personId: 'anna', name: 'Anna Planerare' }
export const bo = { personId: 'bo', name: 'Bo Polis' }

/** Writes one act to the log, as the person given. */
export function act(
  database: Database,
  municipalityCode: string,
  {
    subjectId,
    audience = 'shared',
    actor = anna,
  }: { subjectId: string; audience?: AuditAudience; actor?: typeof anna },
): Promise<void> {
  const role: Role = audience === 'police' ? 'police_request' : 'kommun_request'
  const entry = { municipalityCode, act: 'import.undo', subjectKind: 'import', subjectId, audience, detail: { n: 1 } }
  return actingAs(actor, () =>
    database.withContext({ role, municipalityCodes: [municipalityCode], access: 'write' }, (db) =>
      appendAudit(db, entry),
    ),
  )
}

/** Writes one reading of crimes by the police to their read log. */
export function read(database: Database, municipalityCode: string, rows: number): Promise<void> {
  const person = { id: bo.personId, name: bo.name }
  const reader = { municipalityCode, party: 'police', person, purpose: 'Underlag till möte' } as const
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'write' } as const
  return database.withContext(context, (db) => logReading(db, { reader, what: 'crimes', filter: { cell: '89' }, rows }))
}

export async function sealBoth(database: Database, municipalityCode: string, batchSize = 500): Promise<number> {
  let sealed = 0
  for (const side of ['municipality', 'police'] as const satisfies readonly Side[]) {
    sealed += await sealMunicipality(database, { municipalityCode, side, clock: systemClock, batchSize })
  }
  return sealed
}

const logTables = ['audit_entry', 'reading', 'police.reading', 'audit_unsealed', 'audit_seal', 'audit_head']

/** What only whoever owns the database can do: past row security, and past the product. */
export function tamper<Result>(database: Database, work: (db: Transaction) => Promise<Result>): Promise<Result> {
  return database.asOwner(async (db) => {
    for (const table of logTables) await db.execute(sql`alter table ${raw(table)} no force row level security`)
    const result = await work(db)
    for (const table of logTables) await db.execute(sql`alter table ${raw(table)} force row level security`)
    return result
  })
}

/** What is wrong with a municipality's chains, in short: 'kind number'. */
export async function faultsOf(database: Database, code: string): Promise<string[]> {
  const found: string[] = []
  for (const side of ['municipality', 'police'] as const satisfies readonly Side[]) {
    for (const { shown, faults } of await verifyChains(database, side, code)) {
      expect(shown).toHaveLength(faults)
      found.push(...shown.map(({ kind, audience, log, number }) => `${kind} ${audience} ${log} ${number ?? '-'}`))
    }
  }
  return found
}

/** Six acts and three readings, sealed two at a time. */
export async function fillLog(database: Database, code: string): Promise<string> {
  await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
  for (const subjectId of ['a', 'b', 'c', 'd']) await act(database, code, { subjectId })
  for (const subjectId of ['e', 'f']) await act(database, code, { subjectId, audience: 'police', actor: bo })
  for (const rows of [1, 2, 3]) await read(database, code, rows)
  await sealBoth(database, code, 2)
  return code
}
