import { describe, expect, test } from 'vitest'

import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { asked } from '../fixtures/access/requests.ts'
import { expected, roles } from '../fixtures/access/expected.ts'
import { builtRoutes } from '../support/built-server.ts'
import { here, openStaffedServer, password } from '../support/staffed-server.ts'
import { stepUpAs } from '../support/sign-in.ts'

/**
 * Every address × what it takes × everybody: the addresses and methods come from the router's manifest of the built server,
 * whoever asks has a real session, and what is expected stands in tests/fixtures/access.
 */
const routes = await builtRoutes()
const { address, cookieOf, signInAgain, objects } = await openStaffedServer()
const missing = '019aab00-0000-7000-8000-000000000001'
const parts = routes.flatMap(({ id, parts: taken }) => taken.map((part) => `${id} ${part}`))
const cell = cellToHex(parentCell(cellAt([17.5, 59.5]), 9))

interface Answer {
  status: number
  location: string | null
  type: string
  body: string
}

type Words = Readonly<Record<string, string>>

/** What an address is filled in with: what the asker's party has here, and the municipality. */
function words(role: string, more: Words = {}): Words {
  const own = objects[role.endsWith('police') || role.startsWith('officer') ? 'police' : 'municipality']
  return { slug: here.slug, code: here.code, cell, missing, ...own, ...more }
}

const filled = (path: string, values: Words) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

async function ask(key: string, cookie: string | null, values: Words, suffix = ''): Promise<Answer> {
  const { path = '' } = asked[key] ?? {}
  const [plain = '', query = ''] = filled(path, values).split('?')
  const part = key.split(' ').at(-1) ?? ''
  const isRead = part === 'page' || part === 'GET'
  const headers = new Headers({ accept: part === 'page' && suffix === '' ? 'text/html' : 'application/json' })
  if (cookie !== null) headers.set('cookie', cookie)
  if (!isRead) headers.set('origin', address)
  const body = isRead
    ? {}
    : { method: part, body: plain.endsWith('/uploads') ? new FormData() : new URLSearchParams({ none: '' }) }
  const answer = await fetch(`${address}${plain}${suffix}${query === '' ? '' : `?${query}`}`, {
    headers,
    redirect: 'manual',
    ...body,
  })
  const text = await answer.text()
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    type: answer.headers.get('content-type') ?? '',
    // Each page has a nonce of its own, and repeats its address.
    body: text
      .replaceAll(/nonce="[^"]*"/g, '')
      .replaceAll(encodeURI(plain), '{address}')
      .replaceAll(plain, '{address}'),
  }
}

/** What is told of a municipality that does not exist. */
const nowhere: Words = { slug: 'finns-inte', code: '9199' }

const isAskedToSignIn = ({ status, location, body }: Answer) =>
  (status === 303 && (location ?? '').startsWith('/sign-in?to=')) || (status === 401 && body.includes('not-signed-in'))

test('every route and method of the server stands in what is expected, and nothing else does', () => {
  expect(parts.length).toBeGreaterThan(25)
  expect(Object.keys(expected).sort()).toEqual(parts.toSorted())
  expect(Object.keys(asked).sort()).toEqual(parts.toSorted())
  expect(roles.length).toBe(11)
})

describe.each(parts)('%s', (key) => {
  const outcomes = (expected[key] ?? '').replaceAll(' ', '')

  test.each(roles.map((role, index) => [role, outcomes[index] ?? 'missing'] as const))(
    '%s: %s',
    async (role, outcome) => {
      const ownSession = asked[key]?.endsSession && role !== 'nobody' ? await signInAgain(role) : cookieOf(role)
      const answer = await ask(key, ownSession, words(role))
      if (outcome === 's') return expect(isAskedToSignIn(answer), JSON.stringify(answer)).toBe(true)
      if (outcome === 'p')
        return expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('step-up-required') })
      if (outcome === '-') {
        expect(answer.status).toBe(404)
        return expect(answer).toEqual(await ask(key, cookieOf(role), words(role, nowhere)))
      }
      expect(outcome).toBe('y')
      expect([asked[key]?.status].flat(), answer.body.slice(0, 500)).toContain(answer.status)
      expect(isAskedToSignIn(answer)).toBe(false)
      expect(answer.body).not.toContain('unknown-municipality')
    },
  )

  test('takes no other method, from anybody', async () => {
    const id = key.slice(0, key.lastIndexOf(' '))
    const taken = parts
      .filter((part) => part.startsWith(`${id} `))
      .map((part) => part.split(' ').at(-1)?.replace('page', 'GET'))
    const path = filled(asked[key]?.path ?? '', words('planner of the municipality')).split('?')[0] ?? ''
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((name) => !taken.includes(name))) {
      for (const role of ['nobody', 'planner of the municipality']) {
        const cookie = cookieOf(role)
        const headers = { origin: address, 'content-type': 'application/json', ...(cookie === null ? {} : { cookie }) }
        const answer = await fetch(`${address}${path}`, { method, headers, redirect: 'manual' })
        expect([method, role, answer.status]).toEqual([method, role, 405])
      }
    }
  })
})

describe.each(parts.filter((part) => part.endsWith(' page')))('the data of %s', (key) => {
  const outcomes = (expected[key] ?? '').replaceAll(' ', '')

  test.each(roles.map((role, index) => [role, outcomes[index] ?? 'missing'] as const))(
    '%s: %s',
    async (role, outcome) => {
      const answer = await ask(key, cookieOf(role), words(role), '/__data.json')
      if (outcome === 's') return expect(answer.body).toMatch(/^\{"type":"redirect","location":"\/sign-in\?to=/)
      if (outcome !== '-') return expect(answer.body).toMatch(/^\{"type":"(?:data|redirect)"/)
      expect(answer.status).toBe(404)
      expect(answer).toEqual(await ask(key, cookieOf(role), words(role, nowhere), '/__data.json'))
    },
  )
})

describe.each(parts.filter((part) => /\[(?:import|upload)=uuid\]/.test(part)))('%s', (key) => {
  test.each(['municipality', 'police'] as const)(
    'a thing of another municipality answers as one that is not, %s',
    async (party) => {
      const role = party === 'police' ? 'officer elsewhere' : 'planner elsewhere'
      const at = { slug: 'annanby', code: '9121' }
      const sent = objects[party][key.includes('[upload=uuid]') ? 'upload' : 'import']
      const foreign = await ask(key, cookieOf(role), words(role, { ...at, missing: sent }))
      const none = await ask(key, cookieOf(role), words(role, { ...at, import: missing, upload: missing }))
      const strip = (answer: Answer) => ({
        ...answer,
        body: answer.body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}'),
      })
      expect(strip(foreign)).toEqual(strip(none))
      expect(foreign.status).toBe(key.endsWith('POST') ? 200 : 404)
    },
  )
})

test('whoever has just proved who she is gets the file she was refused before', async () => {
  const cookie = await signInAgain('planner of the municipality')
  const values = words('planner of the municipality')
  expect((await ask('/[municipality=slug]/exports GET', cookie, values)).status).toBe(403)
  await stepUpAs(address, cookie, password, 'prov')
  expect((await ask('/[municipality=slug]/exports GET', cookie, values)).status).toBe(200)
})

test('a session that was ended, or never was, lets nobody in from its very next request', async () => {
  const cookie = await signInAgain('planner of the municipality')
  const counts = (brought: string) => ask('/api/v1/counts GET', brought, words(''))
  expect((await counts(cookie)).status).toBe(200)
  const headers = { origin: address, cookie, accept: 'text/html' }
  await fetch(`${address}/sign-out`, { method: 'POST', headers, body: new URLSearchParams(), redirect: 'manual' })
  const [name = ''] = cookie.split('=')
  for (const brought of [
    cookie,
    `${name}=made-up`,
    `${cookie}x`,
    `${name}=`,
    `other=${cookie.slice(name.length + 1)}`,
  ]) {
    expect((await counts(brought)).status, brought).toBe(401)
  }
})
