import { expect, test } from 'vitest'

import { beginOwnTwoSteps, confirmOwnTwoSteps, endOwnTwoSteps } from '#lib/accounts/own-account.server.ts'
import { stepUp } from '#lib/accounts/session.server.ts'
import { awaitsCode, giveCode, signIn } from '#lib/accounts/sign-in.server.ts'
import { codeOf, stepAt } from '#lib/accounts/totp.server.ts'
import { openAccounts, password, problemOf, requestWith } from '../support/accounts.ts'
import { openTestDatabase } from '../support/database.ts'

/** An hour ahead of the machine's own clock, which better-auth looks at for what waits: what waits must still be waiting. */
const database = await openTestDatabase()
const { clock, pass, add, enter, stateOf, signedInBy } = openAccounts(database, new Date(Date.now() + 3_600_000))
const caller = { address: '192.0.2.2', userAgent: null }

/** As an app reads a key that was typed. */
function keyOf(secret: string): Buffer {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

async function withTwoSteps() {
  const person = await add()
  const request = await enter(person.email)
  const signedIn = await signedInBy(request)
  const { secret, backupCodes, qr } = await beginOwnTwoSteps(database, signedIn, password, clock)
  const code = () => codeOf(keyOf(secret), stepAt(clock.now()))
  await confirmOwnTwoSteps(database, signedIn, code(), clock)
  pass(1)
  const begin = async () => {
    const step = await signIn(database, { email: person.email, password }, caller, clock)
    expect(step.next).toBe('code')
    return requestWith(...step.cookies)
  }
  return { ...person, request, signedIn, code, backupCodes, begin, qr }
}

test('is turned on by a right code, and then asks for one after the password', async () => {
  const { code, begin, qr } = await withTwoSteps()
  expect(qr.path).toMatch(/^M0 0h1v1h-1z/)
  const waiting = await begin()
  expect(await stateOf(waiting)).toBe('none')
  expect(await awaitsCode(database, waiting, clock)).toBe(true)
  expect(await problemOf(giveCode(database, waiting, 'fel kod', caller, clock))).toBe('code-refused')
  const { cookies } = await giveCode(database, waiting, code(), caller, clock)
  expect(await stateOf(requestWith(...cookies.slice(0, 1)))).toBe('signed-in')
  // What has been answered once is answered.
  pass(1)
  expect(await problemOf(giveCode(database, waiting, code(), caller, clock))).toBe('second-step-expired')
})

test('is not turned on by a wrong code or a wrong password, nor twice', async () => {
  const { email } = await add()
  const signedIn = await signedInBy(await enter(email))
  expect(await problemOf(beginOwnTwoSteps(database, signedIn, 'fel', clock))).toBe('password-refused')
  await beginOwnTwoSteps(database, signedIn, password, clock)
  expect(await problemOf(confirmOwnTwoSteps(database, signedIn, 'fel kod', clock))).toBe('code-refused')
  expect(await stateOf(await enter(email))).toBe('signed-in')
  const other = await withTwoSteps()
  expect(await problemOf(beginOwnTwoSteps(database, other.signedIn, password, clock))).toBe('two-steps-already-on')
})

test('takes no code twice, not even at once', async () => {
  const { code, begin } = await withTwoSteps()
  const [first, second] = [await begin(), await begin()]
  const given = code()
  const results = await Promise.all(
    [first, second].map((waiting) => problemOf(giveCode(database, waiting, given, caller, clock))),
  )
  expect(results.sort()).toEqual(['code-refused', 'none'])
})

test('takes each backup code once', async () => {
  const { backupCodes, begin } = await withTwoSteps()
  expect(new Set(backupCodes).size).toBe(10)
  const [first = '', second = ''] = backupCodes
  const use = async (code: string) => problemOf(giveCode(database, await begin(), code, caller, clock))
  expect(await use(first.toLowerCase())).toBe('none')
  expect(await use(first)).toBe('code-refused')
  expect(await use(second.replace('-', ' '))).toBe('none')
})

test('waits for the code ten minutes, and can be guessed at ten times', async () => {
  const { begin, code } = await withTwoSteps()
  const late = await begin()
  pass(10)
  expect(await problemOf(giveCode(database, late, code(), caller, clock))).toBe('second-step-expired')
  const waiting = await begin()
  const guess = () => problemOf(giveCode(database, waiting, 'fel kod', caller, clock))
  for (let guesses = 0; guesses < 10; guesses += 1) expect(await guess()).toBe('code-refused')
  expect(await problemOf(giveCode(database, waiting, code(), caller, clock))).toBe('too-many-attempts')
})

test('proves who one is for a step-up, and is needed to be turned off', async () => {
  const { request, signedIn, code, email } = await withTwoSteps()
  await stepUp(database, request, { code: code() }, 'Lägesbild', clock)
  expect((await signedInBy(request)).purpose).toBe('Lägesbild')
  pass(1)
  expect(await problemOf(endOwnTwoSteps(database, signedIn, 'fel kod', clock))).toBe('code-refused')
  await endOwnTwoSteps(database, signedIn, code(), clock)
  expect(await stateOf(await enter(email))).toBe('signed-in')
})
