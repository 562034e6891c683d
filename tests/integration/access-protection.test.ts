import { once } from 'node:events'
import { request as send, type IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'

import { bodyLimits } from '#lib/accounts/route-policy.ts'
import { asked } from '../fixtures/access/requests.ts'
import { builtRoutes } from '../support/built-server.ts'
import { here, openStaffedServer } from '../support/staffed-server.ts'

/** What every answer carries, and what no address takes: asked of each route of the built server. */
const routes = await builtRoutes()
const { address, cookieOf, signInAgain, objects } = await openStaffedServer()
const planner = cookieOf('planner of the municipality') ?? ''
const administrator = cookieOf('administrator of the municipality') ?? ''

/** With something that is there, so that what is refused would have changed it. */
function pathOf(key: string): string {
  const values = { slug: here.slug, code: here.code, cell: '8908866ab0fffff', ...objects.municipality }
  const path = (asked[key]?.path ?? '').replaceAll('{missing}', key.includes('[upload=uuid]') ? '{upload}' : '{import}')
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (values as Record<string, string>)[name] ?? '')
}

const reading = routes.flatMap(({ id, parts }) =>
  parts.filter((part) => part === 'page' || part === 'GET').map((part) => pathOf(`${id} ${part}`)),
)
const writing = routes.flatMap(({ id, parts }) =>
  parts
    .filter((part) => part !== 'page' && part !== 'GET')
    .map((part) => ({ id, method: part, path: pathOf(`${id} ${part}`) })),
)
/** What no route answers: the framework's own words, files, and addresses that cannot be read. */
const others = [
  '/nowhere',
  '/finns/inte/alls',
  '/%E0%A4%A',
  '/api/v1/nope',
  '/icon.svg',
  '/error.css',
  '/_app/none.js',
  '/livez/',
  '//x',
]

const cookieFor = (id: string) => (id.endsWith('/categories') ? administrator : planner)

describe.each([...reading, ...others])('%s', (path) => {
  test.each([
    ['nobody', ''],
    ['a planner', planner],
    ['somebody with a session that is none', 'fokuskartan.session_token=made-up'],
  ])('protects its reader: %s', async (_, cookie) => {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await fetch(`${address}${path}`, { headers: { cookie, accept }, redirect: 'manual' })
      await answer.arrayBuffer()
      const policy = answer.headers.get('content-security-policy') ?? ''
      const directives = Object.fromEntries(policy.split('; ').map((one) => [one.split(' ', 1)[0], one]))
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
      expect(directives).toMatchObject({
        'default-src': "default-src 'self'",
        'script-src': expect.stringMatching(/^script-src 'self'(?: 'nonce-[\w+/=]+')?$/),
        'style-src': expect.stringMatching(/^style-src 'self'(?: 'nonce-[\w+/=]+')?$/),
        'worker-src': "worker-src 'self'",
        'connect-src': "connect-src 'self' blob:",
        'object-src': "object-src 'none'",
        'base-uri': "base-uri 'none'",
        'form-action': "form-action 'self'",
        'frame-ancestors': "frame-ancestors 'none'",
      })
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'permissions-policy': expect.stringContaining('camera=()'),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(answer.headers.has('strict-transport-security'), 'over http').toBe(false)
      expect(answer.headers.has('access-control-allow-origin')).toBe(false)
    }
  })
})

/** Counts, which a browser keeps with their tag and asks about each time. */
const tagged = /^\/api\/v1\/(?:cells|counts|areas|area-choices|police-events)\b/
const open = ['/livez', '/readyz', '/api/v1/land', '/api/v1/basemap']

test.each(reading.filter((path) => !open.some((one) => path.startsWith(one))))(
  '%s is kept by no browser',
  async (path) => {
    for (const cookie of ['', planner]) {
      const answer = await fetch(`${address}${path}`, { headers: { cookie }, redirect: 'manual' })
      await answer.arrayBuffer()
      const said = answer.headers.get('cache-control')
      expect(said).toBe(answer.status === 200 && tagged.test(path) ? 'private, no-cache' : 'no-store')
    }
  },
)

test('what a browser has kept is of no use after signing out, nor to whoever signs in next', async () => {
  const path = `${address}/api/v1/cells?municipality=${here.code}&bbox=17,59,18,60&res=9`
  const mine = await signInAgain('planner of the police')
  const first = await fetch(path, { headers: { cookie: mine } })
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('vary')).toMatch(/\bcookie\b/)
  const again = (cookie: string) => fetch(path, { headers: { cookie, 'if-none-match': etag } })
  expect((await again(mine)).status).toBe(304)
  expect((await again('')).status).toBe(401)
  expect((await again(planner)).status).toBe(200)
})

const form = 'application/x-www-form-urlencoded'

async function write(
  path: string,
  method: string,
  headers: Record<string, string>,
  body: string | null = 'none=',
): Promise<number> {
  const sent = send(`${address}${path}`, { method, headers: { accept: 'application/json', ...headers } })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  sent.on('error', () => undefined)
  if (body !== null) sent.end(body)
  else sent.flushHeaders()
  const [answer] = await answered
  answer.resume()
  sent.destroy()
  return answer.statusCode ?? 0
}

describe.each(writing)('$method $path', ({ id, method, path }) => {
  const cookie = cookieFor(id)

  test.each([
    ['another site', 'https://evil.example'],
    ['another port of this machine', 'http://127.0.0.1:1'],
    ['null', 'null'],
    ['nothing', null],
  ])('takes nothing that comes from %s', async (_, origin) => {
    for (const type of [form, 'application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { cookie, 'content-type': type, ...(origin === null ? {} : { origin }) }
      expect(await write(path, method, headers), type).toBe(403)
    }
  })

  test.each([
    'text/plain',
    'TEXT/PLAIN',
    'APPLICATION/JSON',
    form.toUpperCase(),
    'Multipart/Form-Data; boundary=x',
    'text/html',
    'x',
  ])('takes no %s', async (type) => {
    expect(await write(path, method, { cookie, origin: address, 'content-type': type })).toBe(415)
  })

  test('takes no more than it needs, whoever sends it', async () => {
    const limit = bodyLimits[id]
    const sized = (bytes: number) => ({
      origin: address,
      accept: 'text/html',
      'content-type': form,
      'content-length': String(bytes),
    })
    if (limit === 'streamed') {
      const headers = { ...sized(300_000_000), cookie, 'content-type': 'multipart/form-data; boundary=x' }
      return expect(await write(path, method, headers, null)).toBe(413)
    }
    expect(limit).toBeGreaterThan(0)
    for (const asker of [cookie, '']) {
      expect(await write(path, method, { ...sized((limit ?? 0) + 1), cookie: asker }, null)).toBe(413)
    }
    const unmeasured = { origin: address, cookie, 'content-type': form, 'transfer-encoding': 'chunked' }
    expect(await write(path, method, unmeasured)).toBe(413)
    expect(await write(path, method, sized(5))).not.toBe(413)
  })
})

test('a form whose session has ended leads to the sign-in, with scripts and without, and changes nothing', async () => {
  const page = `/${here.slug}/imports/${objects.municipality.import}`
  const sent = (headers: Record<string, string>) =>
    fetch(`${address}${page}?/undo`, {
      method: 'POST',
      headers: { origin: address, cookie: 'fokuskartan.session_token=ended', ...headers },
      body: new URLSearchParams({ none: '' }),
    })
  const signIn = `/sign-in?to=${encodeURIComponent(page)}`
  const scripted = await sent({ accept: 'application/json', 'x-sveltekit-action': 'true' })
  expect(scripted.status).toBe(401)
  expect(await scripted.json()).toEqual({ type: 'redirect', status: 303, location: signIn })
  const plain = await sent({ accept: 'text/html' })
  expect(plain.status).toBe(401)
  const told = await plain.text()
  expect(told).toContain(`href="${signIn}"`)
  expect(told).toContain('Ni är inte inloggade')
})

test('everything sent above was refused: what it would have changed is as it was', async () => {
  const path = `${address}/${here.slug}/imports/${objects.municipality.import}`
  const page = await fetch(path, { headers: { cookie: planner, accept: 'text/html' } })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Ja, ångra inläsningen')
})

test('a name that somebody else has pointed here gets nothing, whoever asks', async () => {
  for (const host of ['evil.example', '127.0.0.1.evil.example']) {
    const sent = send(`${address}/api/v1/counts?municipality=${here.code}`, {
      headers: { host, cookie: planner },
    }).end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(421)
  }
})
