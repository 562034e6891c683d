import { hash } from 'node:crypto'

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
    const row = hash('sha256', canonical, 'base64url').slice(0, 16)
    const occurrence = (this.#occurrences.get(row) ?? 0) + 1
    this.#occurrences.set(row, occurrence)
    return toUuid(hash('sha256', `${canonical}\n${occurrence}`, 'hex'))
  }
}

/** The identity of something that is the same wherever it is written down alike, such as a place of the gazetteer. */
export function identityOf(content: Readonly<Record<string, unknown>>): string {
  return toUuid(hash('sha256', canonicalize(content) ?? '', 'hex'))
}

/** The first 128 bits, less six for version 8 (made by a rule of one's own) and the variant of RFC 9562. */
function toUuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b11) | 0b1000).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20)]
  return `${parts.join('-')}-${hex.slice(20, 32)}`
}
