import { expect, it } from 'vitest'

import { base32, codeOf, keyAddress, stepAt, stepOfCode } from './totp.server.ts'

const secret = Buffer.from('12345678901234567890')

it('makes the codes of RFC 6238, appendix B', () => {
  const codes = [59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map((second) =>
    codeOf(secret, stepAt(new Date(second * 1000))),
  )
  expect(codes).toEqual(['287082', '081804', '005924', '353130'])
})

it('takes the code of now and of the half minute on each side, once', () => {
  const now = new Date('2026-05-01T12:00:10Z')
  const step = stepAt(now)
  for (const offset of [-1, 0, 1]) expect(stepOfCode(secret, codeOf(secret, step + offset), now, 0)).toBe(step + offset)
  for (const offset of [-2, 2]) expect(stepOfCode(secret, codeOf(secret, step + offset), now, 0)).toBeNull()
  expect(stepOfCode(secret, codeOf(secret, step), now, step)).toBeNull()
  for (const code of ['', '12345', '1234567', 'abcdef', '12 456']) expect(stepOfCode(secret, code, now, 0)).toBeNull()
})

it('writes a secret as apps read it', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(keyAddress(secret, 'a@b.se')).toBe(
    'otpauth://totp/Fokuskartan:a%40b.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fokuskartan&digits=6',
  )
})
