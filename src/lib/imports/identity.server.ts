import { hash } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { Source } from '#lib/cells/category.ts'

/**
 * Identities of the rows of one file: SHA-256 over the source, the row's content in canonical JSON (RFC 8785) and how
 * many equal rows the file held before it. Two equal rows are two; the same row of another file is the same row.
 */
export class RowIdentities {
  readonly #source: Source
  readonly #occurrences = new Occurrences()
  /** Contents of one source have all but the same fields: their order is found once. */
  #names: readonly string[] = []
  #inOrder: readonly string[] = []

  constructor(source: Source) {
    this.#source = source
  }

  /** @param content flat: texts, numbers, truth values, dates, null, and lists of numbers */
  next(content: Readonly<Record<string, unknown>>): string {
    const canonical = this.#canonical(content)
    const first = hash('sha256', `${canonical}\n1`, 'hex')
    const occurrence = this.#occurrences.count(first)
    return toUuid(occurrence === 1 ? first : hash('sha256', `${canonical}\n${occurrence}`, 'hex'))
  }

  /** Of flat content, canonical JSON is JSON in the order of the names' code units: a third of the library's time. */
  #canonical(content: Readonly<Record<string, unknown>>): string {
    const names = Object.keys(content)
    if (names.length !== this.#names.length || names.some((name, index) => name !== this.#names[index])) {
      this.#names = names
      this.#inOrder = [...names, 'source'].sort()
    }
    let members = ''
    for (const name of this.#inOrder) {
      const value = memberOf(name === 'source' ? this.#source : content[name])
      if (value !== undefined) members += `,"${name}":${value}`
    }
    return `{${members.slice(1)}}`
  }
}

/** As JSON.stringify has it, which finds the words of a date the long way. */
function memberOf(value: unknown): string | undefined {
  if (value === null) return 'null'
  return value instanceof Date ? `"${isoTextOf(value)}"` : JSON.stringify(value)
}

const day = 86_400_000
const rememberedDays = 20_000
/** `2026-03-29T` by days since 1970: a file's dates lie on a few thousand days. */
const dayTexts = new Map<number, string>()
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** What `toISOString` answers, in a fifth of its time: a million rows have three million dates. */
function isoTextOf(date: Date): string {
  const instant = date.getTime()
  const days = Math.floor(instant / day)
  const clock = instant - days * day
  const hours = twoDigits[Math.floor(clock / 3_600_000)]
  const minutes = twoDigits[Math.floor(clock / 60_000) % 60]
  const seconds = twoDigits[Math.floor(clock / 1000) % 60]
  const rest = clock % 1000
  return `${dayTextOf(days)}${hours}:${minutes}:${seconds}.${rest === 0 ? '000' : String(rest).padStart(3, '0')}Z`
}

function dayTextOf(days: number): string {
  const known = dayTexts.get(days)
  if (known !== undefined) return known
  if (dayTexts.size >= rememberedDays) dayTexts.clear()
  const text = new Date(days * day).toISOString().slice(0, -'00:00:00.000Z'.length)
  dayTexts.set(days, text)
  return text
}

const wordsPerRow = 4

/**
 * How often each hash has come, by its first 96 bits: sixteen bytes a row in one table, half of it free, so that a
 * million rows take 32 MB whatever is in them.
 */
class Occurrences {
  /** Three words of hash and how often it has come; 0 times is a free place. */
  #table = new Uint32Array(4096 * wordsPerRow)
  #rows = 0

  /** Counts one more. @returns how many have come, this one included */
  count(hex: string): number {
    const key = [0, 8, 16].map((at) => Number.parseInt(hex.slice(at, at + 8), 16)) as [number, number, number]
    const at = this.#find(key)
    const times = (this.#table[at + 3] ?? 0) + 1
    if (times === 1) {
      this.#table.set(key, at)
      this.#rows += 1
    }
    this.#table[at + 3] = times
    if (this.#rows * 2 * wordsPerRow > this.#table.length) this.#grow()
    return times
  }

  #find([a, b, c]: readonly [number, number, number]): number {
    const table = this.#table
    let at = (a * wordsPerRow) % table.length
    while (table[at + 3] !== 0 && !(table[at] === a && table[at + 1] === b && table[at + 2] === c)) {
      at = (at + wordsPerRow) % table.length
    }
    return at
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += wordsPerRow) {
      const row = old.subarray(from, from + wordsPerRow)
      if (row[3] !== 0) this.#table.set(row, this.#find([row[0] ?? 0, row[1] ?? 0, row[2] ?? 0]))
    }
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
