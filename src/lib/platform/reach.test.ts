import { describe, expect, it } from 'vitest'

import { isOwnContent, isOwnHost, isOwnPage, refuseOpenHost } from './reach.ts'

const origin = 'https://karta.example'

describe('where the product listens', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('may be %s, whatever else is set', (host) => {
    expect(() => refuseOpenHost({ host, origin: undefined, demo: true })).not.toThrow()
  })

  it.each([undefined, '', '0.0.0.0', '::', '192.168.1.2', 'fokuskartan.example', '127.0.0.1.example'])(
    'may be %s only with an encrypted address for people, and never for the demo',
    (host) => {
      const refused = expect.objectContaining({ code: 'invalid-configuration' })
      expect(() => refuseOpenHost({ host, origin, demo: false })).not.toThrow()
      expect(() => refuseOpenHost({ host, origin, demo: true })).toThrow(refused)
      expect(() => refuseOpenHost({ host, origin: undefined, demo: false })).toThrow(refused)
      expect(() => refuseOpenHost({ host, origin: 'http://karta.example', demo: false })).toThrow(refused)
    },
  )
})

it('answers to this machine and to ORIGIN, and to no name that somebody else has pointed here', () => {
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

describe('what changes something', () => {
  const sent = (sender: string | null, host: string, type: string | null = 'application/json', method = 'POST') => {
    const headers = new Headers({ host })
    if (sender !== null) headers.set('origin', sender)
    if (type !== null) headers.set('content-type', type)
    return { method, headers }
  }

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('comes from an own page, whatever its kind: %s', (method) => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', null]) {
      for (const [sender, host] of [
        ['http://127.0.0.1:3000', '127.0.0.1:3000'],
        ['http://localhost:3000', 'LOCALHOST:3000'],
        [origin, 'inside:8080'],
      ] as const) {
        expect(isOwnPage(sent(sender, host, type, method), origin), sender).toBe(true)
      }
      for (const [sender, host] of [
        ['https://evil.example', '127.0.0.1:3000'],
        ['https://evil.example', 'evil.example'],
        ['http://karta.example', 'karta.example'],
        ['https://karta.example:8443', 'karta.example'],
        ['http://localhost:4000', 'localhost:3000'],
        ['null', '127.0.0.1:3000'],
        ['', '127.0.0.1:3000'],
        [null, '127.0.0.1:3000'],
      ] as const) {
        expect(isOwnPage(sent(sender, host, type, method), origin), String(sender)).toBe(false)
      }
    }
  })

  it('is a form or JSON, written as browsers write it', () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded;charset=UTF-8',
      'multipart/form-data; boundary=----WebKitFormBoundaryAb12',
      'multipart/form-data; boundary=----formdata-undici-012345678901',
      null,
    ]) {
      expect(isOwnContent(sent(origin, 'karta.example', type)), String(type)).toBe(true)
    }
    for (const type of [
      'text/plain',
      'text/plain; application/json',
      'APPLICATION/JSON',
      'Application/X-WWW-Form-Urlencoded',
      'MULTIPART/FORM-DATA; boundary=x',
      'multipart/form-data',
      'application/json, text/plain',
      'application/json; charset=utf-7',
      'application/jsonp',
      'text/html',
      'application/octet-stream',
      'json',
      '',
    ]) {
      expect(isOwnContent(sent(origin, 'karta.example', type)), type).toBe(false)
    }
    const unnamed = new Headers({ 'content-length': '2' })
    expect(isOwnContent({ method: 'POST', headers: unnamed })).toBe(false)
    expect(isOwnContent({ method: 'POST', headers: new Headers({ 'transfer-encoding': 'chunked' }) })).toBe(false)
  })

  it('reading may come from anywhere: it changes nothing', () => {
    expect(isOwnPage(sent('https://evil.example', 'karta.example', null, 'GET'), origin)).toBe(true)
    expect(isOwnContent(sent(null, 'karta.example', 'text/plain', 'GET'))).toBe(true)
  })
})
