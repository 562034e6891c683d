import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { demoAccounts, demoPassword } from '#lib/accounts/demo-accounts.ts'
import type { Party, StaffRole } from '#lib/accounts/access.ts'
import { signInAs, stepUpAs } from './sign-in.ts'

/** Whom the browser tests are signed in as: each has a session of its own, begun once a run. */
const signedIn = {
  planner: { party: 'municipality', role: 'planner' },
  administrator: { party: 'municipality', role: 'administrator' },
  officer: { party: 'police', role: 'planner' },
} as const satisfies Record<string, { party: Party; role: StaffRole }>

export type BrowserPerson = keyof typeof signedIn

const folder = resolve(import.meta.dirname, '../../test-results/sessions')

/** The file a test is given: `test.use({ storageState: sessionOf('planner') })`. */
export function sessionOf(person: BrowserPerson): string {
  return join(folder, `${person}.json`)
}

/** Nobody's: `test.use({ storageState: signedOut })`. */
export const signedOut = { cookies: [], origins: [] }

/** What Playwright keeps of a browser that has this cookie of an address. */
export function stateWith(address: string, cookie: string) {
  const [name = '', ...value] = cookie.split('=')
  const { hostname: domain } = new URL(address)
  const kept = { name, value: value.join('='), domain, path: '/', expires: -1 }
  return { cookies: [{ ...kept, httpOnly: true, secure: false, sameSite: 'Lax' as const }], origins: [] }
}

/** Signs in everybody at the demo before the first test; the officer has just proved who she is. */
export default async function beginSessions(): Promise<void> {
  const address = `http://127.0.0.1:${process.env['BROWSER_TEST_PORT']}`
  for (const [person, { party, role }] of Object.entries(signedIn)) {
    const account = demoAccounts.find((one) => one.party === party && one.role === role)
    if (account === undefined) throw new Error(`the demo has no ${role} of the ${party}`)
    const cookie = await signInAs(address, { email: account.email, password: demoPassword })
    if (person === 'officer') await stepUpAs(address, cookie, demoPassword, 'Lägesbild för prov')
    const file = sessionOf(person as BrowserPerson)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(stateWith(address, cookie)))
  }
}
