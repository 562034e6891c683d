import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'

import { writeContentPolicy } from './content-policy.ts'
import { protectiveHeaders, putOnEveryAnswer } from './protective-headers.server.ts'

it('lets pages run nothing inline, evaluate nothing and start no worker from a blob', () => {
  const policy = writeContentPolicy()
  expect(policy).toMatch(/^default-src 'self'; script-src 'self'; style-src 'self'; /)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("worker-src 'self';")
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
})

it('asks for encryption where people come encrypted, and only there', () => {
  expect(protectiveHeaders('https://karta.example')['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  for (const origin of [undefined, 'http://127.0.0.1:3000']) {
    expect(protectiveHeaders(origin)).not.toHaveProperty('strict-transport-security')
  }
})

it('stands on every answer of every server, and gives way to what the answer says itself', async () => {
  const stop = putOnEveryAnswer(() => ({ 'x-content-type-options': 'nosniff', 'cache-control': 'private' }))
  const server = createServer((_, response) => response.setHeader('cache-control', 'no-store').writeHead(204).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`
  const headers = async () => Object.fromEntries((await fetch(address)).headers)
  expect(await headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  stop()
  expect(await headers()).not.toHaveProperty('x-content-type-options')
  server.close()
})
