import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { decideAccess } from '#lib/accounts/access-decision.ts'
import { hasSteppedUp } from '#lib/accounts/access.ts'
import { disablePerson, enablePerson, grantMembership, revokeMembership } from '#lib/accounts/commands.server.ts'
import { changePassword } from '#lib/accounts/own-account.server.ts'
import { verifications } from '#lib/accounts/password.server.ts'
import {
  endOneSession,
  endSession,
  endSessionsOf,
  listSessions,
  readSignedIn,
  stepUp,
} from '#lib/accounts/session.server.ts'
import { accountsContext } from '#lib/accounts/statement-pool.server.ts'
import { openAccounts, password, problemOf } from '../support/accounts.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const code = '9401'
const database = await openTestDatabase()
await addTestMunicipality(database, { code, name: 'Här', slug: 'har', boundary: boxBoundary(10, 50, 11, 51) })
const { clock, pass, add, enter, stateOf, signedInBy } = openAccounts(database)
const planner = { municipalityCode: code, party: 'municipality', role: 'planner' } as const
const officer = { municipalityCode: code, party: 'police', role: 'planner' } as const
const asAccounts = <Row>(statement: ReturnType<typeof sql>) =>
  database.withContext(accountsContext('read', [code]), (db) => db.query<Row>(statement))

describe('a sign-in', () => {
  test('gives a session with all that the person may be', async () => {
    const { id, name, email } = await add([planner, { ...planner, role: 'signer' }])
    const signedIn = await signedInBy(await enter(` ${email.toUpperCase()} `))
    expect(signedIn).toMatchObject({ person: { id, name, email }, steppedUpAt: null, purpose: null })
    expect(signedIn.memberships).toEqual([planner, { ...planner, role: 'signer' }])
  })

  test('says the same and does the same work whether the account is there, closed, without a password or not', async () => {
    const known = await add()
    const closed = await add([planner])
    await disablePerson(database, closed.id, planner, clock)
    const withoutPassword = await add([], null)
    const demo = 'planerare.kommun@demo.fokuskartan.se'
    for (const email of [known.email, closed.email, withoutPassword.email, demo, 'ingen@kommun.example', '']) {
      const before = verifications.made
      expect(await problemOf(enter(email, 'fel lösenord')), email).toBe('sign-in-refused')
      expect(verifications.made - before, email).toBe(1)
    }
    expect(await problemOf(enter(closed.email))).toBe('sign-in-refused')
    expect(await problemOf(enter(withoutPassword.email, ''))).toBe('sign-in-refused')
  })

  test('by password is refused where one of the person’s parties allows none', async () => {
    const { email } = await add([officer])
    await database.withContext(accountsContext('write', [code]), (db) =>
      db.execute(sql`
        insert into accounts.party_setting values (${code}, 'police', false, ${clock.now()}, 'prov')
      `),
    )
    expect(await problemOf(enter(email))).toBe('passwords-off')
    expect(await problemOf(enter(email, 'fel lösenord'))).toBe('sign-in-refused')
    await database.withContext(accountsContext('write', [code]), (db) =>
      db.execute(sql`update accounts.party_setting set passwords_allowed = true where municipality_code = ${code}`),
    )
  })

  test('keeps neither the token nor where it came from', async () => {
    const { email } = await add()
    const request = await enter(email)
    const token = /session_token=([^.]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
    const kept = await asAccounts<{ row: string }>(sql`
      select session::text as row from accounts.session
      union all select rate_limit::text from accounts.rate_limit
    `)
    expect(kept.length).toBeGreaterThan(0)
    for (const { row } of kept) {
      expect(row).not.toContain(token)
      expect(row).not.toContain('192.0.2.1')
      expect(row).not.toContain(email)
    }
  })
})

describe('a session is refused at the very next request', () => {
  test('when it was forged, or is another installation’s', async () => {
    const { email } = await add()
    const cookie = (await enter(email)).headers.get('cookie') ?? ''
    const forged = [
      `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`,
      cookie.replace('session_token=', 'session_token=x'),
      cookie.slice(0, cookie.lastIndexOf('.')),
    ]
    for (const value of forged) expect(await stateOf({ headers: new Headers({ cookie: value }) })).toBe('forged')
    expect(await stateOf({ headers: new Headers({ cookie }) })).toBe('signed-in')
    expect(await stateOf({ headers: new Headers() })).toBe('none')
  })

  test('when it was ended: by signing out, from elsewhere, or with all others', async () => {
    const { id, email } = await add()
    const [here, elsewhere, phone] = [await enter(email), await enter(email), await enter(email)]
    await endSession(database, here)
    expect([await stateOf(here), await stateOf(elsewhere)]).toEqual(['ended', 'signed-in'])
    const { sessionId } = await signedInBy(elsewhere)
    expect(await endOneSession(database, (await add()).id, sessionId)).toBe(false)
    expect(await endOneSession(database, id, sessionId)).toBe(true)
    expect(await stateOf(elsewhere)).toBe('ended')
    const last = await enter(email)
    expect(await listSessions(database, id, clock)).toHaveLength(2)
    expect(await endSessionsOf(database, id, (await signedInBy(last)).sessionId)).toBe(1)
    expect([await stateOf(phone), await stateOf(last)]).toEqual(['ended', 'signed-in'])
  })

  test('when the account is closed, and stays ended when it is opened again', async () => {
    const { id, email } = await add([planner])
    const request = await enter(email)
    await disablePerson(database, id, planner, clock)
    expect(await readSignedIn(database, request, clock)).toBeNull()
    expect(await stateOf(request)).toBe('disabled')
    await enablePerson(database, id, planner, clock)
    expect(await stateOf(request)).toBe('ended')
    expect(await stateOf(await enter(email))).toBe('signed-in')
  })

  test('when the password was changed elsewhere', async () => {
    const { email } = await add()
    const [here, elsewhere] = [await enter(email), await enter(email)]
    const signedIn = await signedInBy(here)
    const change = (current: string, wanted: string) =>
      problemOf(changePassword(database, signedIn, { current, wanted }, clock))
    expect(await change('fel lösenord', 'ett helt nytt lösenord')).toBe('password-refused')
    for (const weak of ['kort', 'aaaaaaaaaaaaaaaa', email]) expect(await change(password, weak)).toBe('weak-password')
    expect(await change(password, 'ett helt nytt lösenord')).toBe('none')
    expect([await stateOf(here), await stateOf(elsewhere)]).toEqual(['signed-in', 'ended'])
    expect(await problemOf(enter(email))).toBe('sign-in-refused')
    expect(await stateOf(await enter(email, 'ett helt nytt lösenord'))).toBe('signed-in')
  })

  test('and a role that was taken is gone with it', async () => {
    const { id, email } = await add([planner])
    const request = await enter(email)
    await revokeMembership(database, id, planner, clock)
    expect((await signedInBy(request)).memberships).toEqual([])
  })
})

describe('a step-up', () => {
  test('opens single crimes for its purpose, and for a quarter of an hour', async () => {
    const { email } = await add([officer])
    const request = await enter(email)
    const reader = async () => {
      const signedIn = await signedInBy(request)
      const asked = { rule: { may: 'map.read', in: 'slug' }, municipalityCode: code, isThisMachine: false } as const
      const decision = decideAccess({ ...asked, signedIn, now: clock.now() })
      return decision.admitted ? decision.reader : null
    }
    expect(await reader()).toMatchObject({ crimes: 'cells', purpose: null })
    expect(await problemOf(stepUp(database, request, { password: 'fel' }, 'Lägesbild', clock))).toBe('password-refused')
    expect(await problemOf(stepUp(database, request, { code: '123456' }, 'Lägesbild', clock))).toBe('code-refused')
    expect(await reader()).toMatchObject({ crimes: 'cells' })
    await stepUp(database, request, { password }, 'Lägesbild', clock)
    expect(await reader()).toMatchObject({ crimes: 'exact', purpose: 'Lägesbild' })
    pass(14)
    expect(await reader()).toMatchObject({ crimes: 'exact' })
    pass(1)
    expect(hasSteppedUp(await signedInBy(request), clock.now())).toBe(false)
    expect(await reader()).toMatchObject({ crimes: 'cells', purpose: null })
  })

  test('can be guessed at ten times', async () => {
    const { email } = await add()
    const request = await enter(email)
    const guess = () => problemOf(stepUp(database, request, { password: 'fel' }, null, clock))
    for (let guesses = 0; guesses < 10; guesses += 1) expect(await guess()).toBe('password-refused')
    expect(await guess()).toBe('too-many-attempts')
    expect(await problemOf(stepUp(database, request, { password }, null, clock))).toBe('too-many-attempts')
  })

  test('needs somebody who is signed in', async () => {
    const nobody = { headers: new Headers() }
    expect(await problemOf(stepUp(database, nobody, { password }, null, clock))).toBe('not-signed-in')
  })
})

describe('a person', () => {
  test('acts for one party in a municipality, also when two give roles at once', async () => {
    const { id } = await add([planner])
    expect(await problemOf(grantMembership(database, id, officer, clock))).toBe('other-party')
    const both = await add()
    const results = await Promise.all(
      [planner, officer].map((membership) => problemOf(grantMembership(database, both.id, membership, clock))),
    )
    expect(results.sort()).toEqual(['none', 'other-party'])
    expect(await problemOf(grantMembership(database, 'ingen', planner, clock))).toBe('unknown-person')
  })

  test('has an e-mail address of one’s own, and leaves nothing behind when it cannot be made', async () => {
    const { email } = await add()
    const { createPerson } = await import('#lib/accounts/commands.server.ts')
    const make = (address: string, memberships: readonly (typeof planner | typeof officer)[]) =>
      problemOf(createPerson(database, { name: 'Ny', email: address, password, memberships }, clock))
    expect(await make(email.toUpperCase(), [])).toBe('account-exists')
    expect(await make('halv@kommun.example', [planner, officer])).toBe('other-party')
    const [left] = await asAccounts<{ n: number }>(sql`
      select count(*)::int as n from accounts.person where email = 'halv@kommun.example'
    `)
    expect(left).toEqual({ n: 0 })
  })

  test('is written of in the log, in the same transaction, without name or address', async () => {
    const { id } = await add([officer])
    await revokeMembership(database, id, officer, clock)
    await revokeMembership(database, id, officer, clock)
    await disablePerson(database, id, officer, clock)
    const context = { role: 'police_request', municipalityCodes: [code], access: 'read' } as const
    const entries = await database.withContext(context, (db) =>
      db.query<{ act: string; detail: object; audience: string }>(sql`
        select act, detail, audience from audit_entry
        where municipality_code = ${code} and subject_id = ${id} order by id
      `),
    )
    expect(entries).toEqual([
      { act: 'membership.grant', detail: { role: 'planner' }, audience: 'police' },
      { act: 'membership.revoke', detail: { role: 'planner' }, audience: 'police' },
      { act: 'person.disable', detail: {}, audience: 'police' },
    ])
  })
})
