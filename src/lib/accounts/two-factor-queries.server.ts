import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

export interface TwoFactor {
  secret: string
  /** As JSON: what is kept of each code that has not been used. */
  backupCodes: string
  verified: boolean
  lastStep: bigint
}

export async function selectTwoFactor(db: Transaction, personId: string): Promise<TwoFactor | null> {
  const [found] = await db.query<TwoFactor>(sql`
    select secret, backup_codes as "backupCodes", verified, last_step as "lastStep"
    from accounts.two_factor where person_id = ${personId}
  `)
  return found ?? null
}

/** Begins anew; one that is in use is left alone. @returns how many were written */
export async function upsertTwoFactor(
  db: Transaction,
  personId: string,
  { id, secret, backupCodes }: { id: string; secret: string; backupCodes: string },
): Promise<number> {
  return db.execute(sql`
    insert into accounts.two_factor (id, person_id, secret, backup_codes)
    values (${id}, ${personId}, ${secret}, ${backupCodes})
    on conflict (person_id) do update
      set secret = excluded.secret, backup_codes = excluded.backup_codes, last_step = 0
      where not two_factor.verified
  `)
}

/** Of two who bring the same code at once, one gets a row. */
export async function useStep(db: Transaction, personId: string, step: number): Promise<number> {
  return db.execute(sql`
    update accounts.two_factor set last_step = ${step} where person_id = ${personId} and last_step < ${step}
  `)
}

export async function replaceBackupCodes(
  db: Transaction,
  personId: string,
  { before, after }: { before: string; after: string },
): Promise<number> {
  return db.execute(sql`
    update accounts.two_factor set backup_codes = ${after} where person_id = ${personId} and backup_codes = ${before}
  `)
}

export async function confirmTwoFactor(db: Transaction, personId: string, now: Date): Promise<void> {
  await db.execute(sql`update accounts.two_factor set verified = true where person_id = ${personId}`)
  await db.execute(sql`
    update accounts.person set two_factor_enabled = true, updated_at = ${now} where id = ${personId}
  `)
}

export async function deleteTwoFactor(db: Transaction, personId: string, now: Date): Promise<void> {
  await db.execute(sql`delete from accounts.two_factor where person_id = ${personId}`)
  await db.execute(sql`
    update accounts.person set two_factor_enabled = false, updated_at = ${now} where id = ${personId}
  `)
}
