import { createPerson } from '#lib/accounts/commands.server.ts'
import type { Membership } from '#lib/accounts/access.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { readConfig } from '#lib/platform/config.ts'

/** A command for tests that start a server of their own: `add-person.ts EMAIL PASSWORD MUNICIPALITY PARTY ROLE …`. */
const [email = '', password = '', municipalityCode = '', party, ...roles] = process.argv.slice(2)
const database = await openDatabase(readConfig(process.env).database)
try {
  const memberships = roles.map((role) => ({ municipalityCode, party, role }) as Membership)
  await createPerson(database, { name: 'Prov Person', email, password, memberships }, systemClock)
} finally {
  await database.close()
}
