import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'

import { createPerson } from '#lib/accounts/commands.server.ts'
import { readSession, startSession } from '#lib/accounts/session.server.ts'
import { signIn } from '#lib/accounts/sign-in.server.ts'
import { accountsContext } from '#lib/accounts/statement-pool.server.ts'
import { openTestDatabase } from '../support/database.ts'

/** How long a session lasts and how often one may guess, to the minute and the attempt. */
const database = await openTestDatabase()
const password = 'ett långt lösenord för prov'
let now = new Date('2026-11-22T08:00:00Z')
const clock = { now: () => now }
const pass = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))
let account = 0
let email = ''

beforeEach(async () => {
  account += 1
  pass(60 * 24)
  email = `prov${account}@prov.example`
  await createPerson(database, { name: 'Prov', email, password, memberships: [] }, clock)
})

async function open() {
  const [person] = await database.withContext(accountsContext('read'), (db) =>
    db.query<{ id: string }>(sql`select id from accounts.person where email = ${email}`),
  )
  const { name, value } = await startSession(database, person?.id ?? '', { userAgent: null }, clock)
  const request = { headers: new Headers({ cookie: `${name}=${value}` }) }
  return async () => {
    const session = await readSession(database, request, clock)
    return session.state === 'ended' ? session.why : session.state
  }
}

test('a session that is not used ends after half an hour, and one that is used after twelve hours', async () => {
  const state = await open()
  pass(29)
  expect(await state()).toBe('signed-in')
  pass(29)
  expect(await state()).toBe('signed-in')
  pass(31)
  expect(await state()).toBe('idle')

  const used = await open()
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    pass(20)
    expect(await used()).toBe('signed-in')
  }
  pass(20)
  expect(await used()).toBe('expired')
})

test('a closed account is out at once', async () => {
  const state = await open()
  expect(await state()).toBe('signed-in')
  await database.withContext(accountsContext('write'), (db) =>
    db.execute(sql`update accounts.person set disabled_at = ${now} where email = ${email}`),
  )
  expect(await state()).toBe('disabled')
})

const attempt = (address: string, tried: string, who = email) =>
  signIn(database, { email: who, password: tried }, { address, userAgent: null }, clock).then(
    ({ next }) => next,
    (error: unknown) => (error as { code?: string }).code,
  )

test('an account can be guessed at ten times in a quarter of an hour, from wherever', async () => {
  for (let guess = 0; guess < 10; guess += 1) expect(await attempt(`10.0.0.${guess}`, 'fel')).toBe('sign-in-refused')
  expect(await attempt('10.0.1.1', password)).toBe('too-many-attempts')
  pass(14)
  expect(await attempt('10.0.1.1', password)).toBe('too-many-attempts')
  pass(2)
  expect(await attempt('10.0.1.1', password)).toBe('signed-in')
})

test('an address can guess a hundred times in a quarter of an hour, at whomever', async () => {
  for (let guess = 0; guess < 100; guess += 1) {
    expect(await attempt('10.1.1.1', 'fel', `annan${guess}@prov.example`)).toBe('sign-in-refused')
  }
  expect(await attempt('10.1.1.1', password)).toBe('too-many-attempts')
  expect(await attempt('10.1.1.2', password)).toBe('signed-in')
})
