import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { expect } from '@playwright/test'

import { freePort } from '../support/free-port.ts'
import { runScript } from '../support/killed-process.ts'
import { test } from '../support/page.ts'
import { startServer } from '../support/started-server.ts'

const json = { 'content-type': 'application/json' }

test('what is not there, cannot be read or is not taken has its own status and words', async ({ page, request }) => {
  const statusOf = async (path: string) => (await page.goto(path))?.status()
  const heading = page.getByRole('heading', { level: 1 })
  expect(await statusOf('/finns/inte/alls')).toBe(404)
  await expect(heading).toHaveText('Sidan finns inte.')
  expect(await statusOf('/%E0%A4%A')).toBe(400)
  await expect(heading).toHaveText('Adressen går inte att läsa.')

  const nowhere = await request.get('/api/v1/nope')
  expect(nowhere.headers()['content-type']).toContain('application/problem+json')
  expect(await nowhere.json()).toMatchObject({ status: 404, code: 'not-found' })
  for (const path of ['/', '/fyrskar/map', '/api/v1/counts']) {
    const refused = await request.post(path, { headers: json, data: {} })
    expect(refused.status(), path).toBe(405)
    expect(refused.headers()['allow'], path).toContain('GET')
    expect(await refused.json(), path).toMatchObject({ status: 405, code: 'method-not-allowed' })
  }
})

test('a code leads to the slug of today, not for ever', async ({ request }) => {
  const answer = await request.get('/9901/map?source=crime', { maxRedirects: 0 })
  expect(answer.status()).toBe(307)
  expect(answer.headers()['location']).toBe('/fyrskar/map?source=crime')
})

test('a name that somebody else has pointed here gets nothing', async ({ baseURL }) => {
  const statusFor = async (host: string) => {
    const [answer] = (await once(
      ask(`${baseURL}/api/v1/counts?municipality=9901`, { headers: { host } }).end(),
      'response',
    )) as [IncomingMessage]
    answer.resume()
    return answer.statusCode
  }
  expect(await statusFor('evil.example')).toBe(421)
  expect(await statusFor('127.0.0.1.evil.example')).toBe(421)
  expect(await statusFor('localhost:3000')).toBe(200)
})

test('a database that does not answer is 503 in words, on pages and in readiness', async ({ page }) => {
  const { address, stop } = await startServer({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/z', LOG_LEVEL: 'fatal' })
  try {
    expect((await page.goto(`${address}/`))?.status()).toBe(503)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Databasen svarar inte just nu\./)
    const ready = await page.request.get(`${address}/readyz`)
    expect(ready.status()).toBe(503)
    expect(await ready.json()).toMatchObject({ checks: { engine: { ok: false, problem: 'database-unavailable' } } })
  } finally {
    await stop()
  }
})

test('the built server lets nobody else in, however it is started', async () => {
  for (const open of ['', '0.0.0.0']) {
    const environment: Record<string, string> = { PORT: String(await freePort()), HOST: open }
    const { exitCode, errors } = await runScript({ command: ['build/index.js'], environment })
    expect(exitCode).toBe(1)
    expect(errors).toContain('HOST skulle släppa in andra datorer (0.0.0.0)')
    expect(errors).toContain('HOST would let other computers in (0.0.0.0)')
    expect(errors).not.toMatch(/\n\s+at /)
  }
})
