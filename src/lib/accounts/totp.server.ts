import { createHmac, timingSafeEqual } from 'node:crypto'

/** One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits and half a minute, which every app takes. */

const stepSeconds = 30
const digits = 6
/** A code of the half minute before and after is taken too: clocks differ, and people type slowly. */
const allowedSteps = [-1, 0, 1] as const

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / stepSeconds)
}

/** RFC 4226, section 5.3. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hmac = createHmac('sha1', secret).update(counter).digest()
  const offset = (hmac.at(-1) ?? 0) & 0xf
  const number = hmac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The half minute whose code this is, if it is later than `lastStep`; null for a wrong code and one that was used. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const given = Buffer.from(code)
  const steps = allowedSteps.map((offset) => stepAt(now) + offset)
  const right = steps.filter((step) => timingSafeEqual(Buffer.from(codeOf(secret, step)), given))
  return right.find((step) => step > lastStep) ?? null
}

/** RFC 4648, without padding: as apps take a secret that is typed. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What a QR code holds: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function keyAddress(secret: Uint8Array, email: string): string {
  const name = 'Fokuskartan'
  const query = new URLSearchParams({ secret: base32(secret), issuer: name, digits: String(digits) })
  return `otpauth://totp/${name}:${encodeURIComponent(email)}?${query.toString()}`
}
