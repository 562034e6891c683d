import { expect, it } from 'vitest'

import { isOwnHost, isOwnPage, refuseOpenHost } from './reach.ts'

it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('may listen on %s', (host) => {
  expect(() => refuseOpenHost(host)).not.toThrow()
})

it.each([undefined, '', '0.0.0.0', '::', '192.168.1.2', 'fokuskartan.example', '127.0.0.1.example'])(
  'must not listen on %s, where other computers reach it',
  (host) => {
    expect(() => refuseOpenHost(host)).toThrow(expect.objectContaining({ code: 'invalid-configuration' }))
  },
)

it('answers to this machine and to ORIGIN, and to no name that somebody else has pointed here', () => {
  const origin = 'https://karta.example'
  for (const own of ['127.0.0.1:3000', 'localhost:5173', 'LOCALHOST', '[::1]:3000', 'karta.example', 'Karta.Example']) {
    expect(isOwnHost(own, origin), own).toBe(true)
  }
  for (const other of [
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:3000',
    'karta.example:8080',
    '',
    null,
  ]) {
    expect(isOwnHost(other, origin), String(other)).toBe(false)
  }
  expect(isOwnHost('karta.example', undefined)).toBe(false)
})

it('takes a form from its own page, under any of its names, and from no other site', () => {
  const form = (sender: string | null, host: string, type = 'multipart/form-data; boundary=x') => {
    const headers = new Headers({ host, 'content-type': type })
    if (sender !== null) headers.set('origin', sender)
    return { method: 'POST', headers } as Request
  }
  const origin = 'https://karta.example'
  for (const own of [
    form('http://127.0.0.1:3000', '127.0.0.1:3000'),
    form('http://localhost:3000', 'localhost:3000'),
    form(origin, 'inside:8080'),
    form(null, '127.0.0.1:3000', 'application/json'),
  ]) {
    expect(isOwnPage(own, origin), String(own.headers.get('origin'))).toBe(true)
  }
  for (const other of [
    form('https://evil.example', '127.0.0.1:3000'),
    form('http://localhost:4000', 'localhost:3000'),
    form('null', '127.0.0.1:3000'),
    form(null, '127.0.0.1:3000'),
    form(null, '127.0.0.1:3000', 'text/plain'),
    form('https://evil.example', '127.0.0.1:3000', 'application/json'),
  ]) {
    expect(isOwnPage(other, origin), String(other.headers.get('origin'))).toBe(false)
  }
  const asked = { method: 'GET', headers: new Headers({ origin: 'https://evil.example' }) } as Request
  expect(isOwnPage(asked, origin)).toBe(true)
})
