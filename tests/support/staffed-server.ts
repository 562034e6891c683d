import sql, { raw } from 'sql-template-tag'
import { afterAll, inject } from 'vitest'

import type { Membership } from '#lib/accounts/access.ts'
import { createPerson } from '#lib/accounts/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { upsertAreas } from '#lib/municipalities/queries.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { startBuiltServer, type BuiltServer } from './built-server.ts'
import { addTestMunicipality, boxBoundary } from './database.ts'
import { anImport, madeFiles } from './imports.ts'
import { createInstallation } from './installation.ts'
import { signInAs } from './sign-in.ts'

/** A municipality with a little of everything, and another beside it. */
export const here = { code: '9120', name: 'Provköping', slug: 'provkoping', boundary: boxBoundary(17, 59, 18, 60) }
export const elsewhere = { code: '9121', name: 'Annanby', slug: 'annanby', boundary: boxBoundary(19, 59, 20, 60) }
export const password = 'ett långt lösenord för prov'

const at = (municipalityCode: string, party: Membership['party'], role: Membership['role']): Membership => ({
  municipalityCode,
  party,
  role,
})

/** One account a role, by the names of tests/fixtures/access/expected.ts. */
const people: Readonly<Record<string, Membership>> = {
  'walk-leader of the municipality': at(here.code, 'municipality', 'walk-leader'),
  'planner of the municipality': at(here.code, 'municipality', 'planner'),
  'signer of the municipality': at(here.code, 'municipality', 'signer'),
  'administrator of the municipality': at(here.code, 'municipality', 'administrator'),
  'walk-leader of the police': at(here.code, 'police', 'walk-leader'),
  'planner of the police': at(here.code, 'police', 'planner'),
  'signer of the police': at(here.code, 'police', 'signer'),
  'administrator of the police': at(here.code, 'police', 'administrator'),
  'planner elsewhere': at(elsewhere.code, 'municipality', 'planner'),
  'officer elsewhere': at(elsewhere.code, 'police', 'planner'),
  operator: at('0000', 'municipality', 'operator'),
}

const emailOf = (role: string) => `${role.replaceAll(' ', '.')}@prov.example`

export interface StaffedServer {
  server: BuiltServer
  address: string
  /** The cookie of a role's account; null for 'nobody'. */
  cookieOf(role: string): string | null
  /** Another session of the same account. */
  signInAgain(role: string): Promise<string>
  /** What a party has in the first municipality. */
  objects: Readonly<Record<Membership['party'], { import: string; upload: string; remark: string }>>
}

/** The built server with people of every role, their imports and uploads; gone after the test file. */
export async function openStaffedServer(): Promise<StaffedServer> {
  const installation = await createInstallation(inject('testServer'))
  const write = madeFiles()
  const { remark, ...made } = await fillThenClose(await openDatabase(installation.config), write)
  const server = await startBuiltServer(installation.environment)
  afterAll(async () => {
    await server.stop()
    await installation.remove()
  })
  const { address } = server
  const signInAgain = (role: string) => signInAs(address, { email: emailOf(role), password })
  const cookies = new Map<string, string>()
  for (const role of Object.keys(people)) cookies.set(role, await signInAgain(role))
  const cookieOf = (role: string) => cookies.get(role) ?? null
  const uploadOf = (party: Membership['party'], kind: string, content: string) =>
    sendUpload(address, cookieOf(`planner of the ${party}`) ?? '', kind, content)
  const objects = {
    municipality: { import: made.municipality, upload: await uploadOf('municipality', 'remarks', remarks), remark },
    police: { import: made.police, upload: await uploadOf('police', 'crimes', crimes), remark },
  }
  return { server, address, cookieOf, signInAgain, objects }
}

const remarks = [
  'Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon',
  '2026-03-01;Belysning;otrygg;Mörkt;59.5;17.5',
  '2026-03-02;Belysning;kanske;Fel;59.5;17.5',
].join('\n')
const crimes = ['Brottstyp;Datum;Lat;Lon', 'Stöld;2026-01-02;59.5;17.5', 'Okänt ord;2026-01-02;59.5;17.5'].join('\n')

async function fillThenClose(database: Database, write: (name: string, content: string) => string) {
  try {
    await addTestMunicipality(database, here)
    await addTestMunicipality(database, elsewhere)
    const area = {
      id: '019aab00-0000-7000-8000-0000000000a1',
      code: 'OMR1',
      kind: 'statistical',
      name: 'Centrum',
    } as const
    await database.withContext({ role: 'import_worker', municipalityCodes: [here.code], access: 'write' }, (db) =>
      upsertAreas(db, here.code, [{ ...area, parentCode: null, geometry: here.boundary, population: [] }]),
    )
    await importPoints(database, anImport('remark', write('synpunkter.csv', remarks), { acceptPartial: true }))
    await importPoints(database, anImport('crime', write('brott.csv', crimes), { acceptPartial: true }))
    for (const [role, membership] of Object.entries(people)) {
      const person = { name: role, email: emailOf(role), password, memberships: [membership] }
      await createPerson(database, person, systemClock)
    }
    return {
      municipality: await idOf(database, 'municipality', 'import'),
      police: await idOf(database, 'police', 'import'),
      remark: await idOf(database, 'municipality', 'remark'),
    }
  } finally {
    await database.close()
  }
}

async function idOf(database: Database, party: Membership['party'], table: 'import' | 'remark'): Promise<string> {
  const role = party === 'police' ? 'police_request' : 'kommun_request'
  const own = table === 'import' ? sql`audience = ${party}` : sql`true`
  const [row] = await database.withContext({ role, municipalityCodes: [here.code], access: 'read' }, (db) =>
    db.query<{ id: string }>(sql`
      select id::text as id from ${raw(table)} where municipality_code = ${here.code} and ${own} order by id limit 1
    `),
  )
  if (row === undefined) throw new Error(`the ${party} has no ${table}`)
  return row.id
}

async function sendUpload(address: string, cookie: string, kind: string, content: string): Promise<string> {
  const body = new FormData()
  body.set('kind', kind)
  body.set('trial', 'yes')
  body.append('file', new Blob([content]), `${kind}.csv`)
  const headers = { origin: address, cookie, accept: 'text/html' }
  const answer = await fetch(`${address}/${here.slug}/uploads`, { method: 'POST', headers, body, redirect: 'manual' })
  const id = /[0-9a-f-]{36}$/.exec(answer.headers.get('location') ?? '')?.[0]
  if (id === undefined) throw new Error(`the file was not taken: ${answer.status} ${await answer.text()}`)
  return id
}
