import { wholeInstallation, type Membership, type Party, type StaffRole } from './access.ts'

/** The demo's accounts, one for each role and party. They are there in the demo alone, and their password is no secret. */
export interface DemoAccount {
  email: string
  name: string
  party: Party
  role: StaffRole
}

export const demoPassword = 'fokuskartan demo'

const domain = 'demo.fokuskartan.se'

export const demoAccounts: readonly DemoAccount[] = [
  { email: `planerare.kommun@${domain}`, name: 'Maja Lindqvist', party: 'municipality', role: 'planner' },
  { email: `vandringsledare.kommun@${domain}`, name: 'Omar Haddad', party: 'municipality', role: 'walk-leader' },
  { email: `undertecknare.kommun@${domain}`, name: 'Birgitta Holm', party: 'municipality', role: 'signer' },
  { email: `administrator.kommun@${domain}`, name: 'Jonas Ek', party: 'municipality', role: 'administrator' },
  { email: `planerare.polis@${domain}`, name: 'Sara Nyström', party: 'police', role: 'planner' },
  { email: `vandringsledare.polis@${domain}`, name: 'Ali Rahimi', party: 'police', role: 'walk-leader' },
  { email: `undertecknare.polis@${domain}`, name: 'Lars Bergman', party: 'police', role: 'signer' },
  { email: `administrator.polis@${domain}`, name: 'Elin Sjöberg', party: 'police', role: 'administrator' },
  { email: `driftansvarig@${domain}`, name: 'Nils Falk', party: 'municipality', role: 'operator' },
]

/** Known to everybody, and refused wherever the demo is not what was started. */
export function isDemoAccount(email: string): boolean {
  return email.endsWith(`@${domain}`)
}

/** Where an account of the demo may do what: in the demo's municipality, or the operator in the whole installation. */
export function demoMembership({ party, role }: DemoAccount, municipalityCode: string): Membership {
  return { municipalityCode: role === 'operator' ? wholeInstallation : municipalityCode, party, role }
}
