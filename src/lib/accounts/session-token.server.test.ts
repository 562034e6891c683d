import { expect, it } from 'vitest'

import { makeCookie, makeToken, noCookie, readCookie } from './session-token.server.ts'

const key = Buffer.alloc(32, 1)
const origin = 'https://karta.example'
const requestWith = (cookie: string) => ({ headers: new Headers({ cookie }) })

it('is bound to its host and to https where people come by https, and never read by scripts', () => {
  const { token } = makeToken()
  const secure = makeCookie('session_token', token, { key, origin })
  expect(secure).toMatchObject({
    name: '__Host-fokuskartan.session_token',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure: true },
  })
  const plain = makeCookie('session_token', token, { key, origin: 'http://127.0.0.1:3000' })
  expect(plain).toMatchObject({ name: 'fokuskartan.session_token', options: { httpOnly: true, secure: false } })
  expect(noCookie('session_token', origin)).toMatchObject({ name: secure.name, value: '', options: { maxAge: 0 } })
})

it('is read back among others, and not when another key has signed it', () => {
  const { token, kept } = makeToken()
  const { name, value } = makeCookie('session_token', token, { key, origin })
  const request = requestWith(`scheme=dark; ${name}=${value}; x=y`)
  expect(readCookie(request, 'session_token', { key, origin })).toEqual({ state: 'signed', token })
  expect(readCookie(request, 'session_token', { key: Buffer.alloc(32, 2), origin })).toEqual({ state: 'forged' })
  expect(readCookie(request, 'second_step', { key, origin })).toEqual({ state: 'none' })
  // Without the prefix it may have been set by another host, or without encryption.
  const unprefixed = requestWith(`${name.replace('__Host-', '')}=${value}`)
  expect(readCookie(unprefixed, 'session_token', { key, origin })).toEqual({ state: 'none' })
  expect(kept).not.toContain(token)
})
