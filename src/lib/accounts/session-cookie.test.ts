import { expect, it } from 'vitest'

import { hasSessionCookie } from './session-cookie.ts'

const withCookie = (cookie: string) => ({ headers: new Headers(cookie === '' ? {} : { cookie }) })

it('knows a session whatever stands before its name, and nothing else for one', () => {
  for (const cookie of [
    'fokuskartan.session_token=a.b',
    'scheme=dark; __Secure-fokuskartan.session_token=a',
    'session_token=',
  ]) {
    expect(hasSessionCookie(withCookie(cookie)), cookie).toBe(true)
  }
  for (const cookie of ['', 'scheme=dark', 'scheme=session_token', 'not_session_token_at_all=1']) {
    expect(hasSessionCookie(withCookie(cookie)), cookie).toBe(false)
  }
})
