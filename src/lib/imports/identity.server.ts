import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { Source } from '#lib/cells/category.ts'

/**
 * Identities of the rows of one file: SHA-256 over the source, the row's content in canonical JSON (RFC 8785) and how
 * many equal rows the file held before it. Two equal rows are two; the same row of another file is the same row.
 */
export class RowIdentities {
  readonly #source: Source
  /** Only rows seen, as 96 bits of hash each: flat in the width of the file. */
  readonly #occurrences = new Map<string, number>()

  constructor(source: Source) {
    this.#source = source
  }

  next(content: Readonly<Record<string, unknown>>): string {
    const canonical = canonicalize({ source: this.#source, ...content }) ?? ''
    const row = createHash('sha256').update(canonical).digest('base64url').slice(0, 16)
    const occurrence = (this.#occurrences.get(row) ?? 0) + 1
    this.#occurrences.set(row, occurrence)
    return toUuid(createHash('sha256').update(canonical).update(`\n${occurrence}`).digest())
  }
}

/** The first 128 bits, less six for version 8 (made by a rule of one's own) and the variant of RFC 9562. */
function toUuid(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
