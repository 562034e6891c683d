// Seeded randomness: every part of the demo draws from its own named stream, so that a change in one part leaves the
// others as they were. Generator: mulberry32 (public domain recipe), seed: FNV-1a of the stream's name.

export interface Random {
  /** 0 ≤ value < 1 */
  next(): number
  between(low: number, high: number): number
  /** whole number, both ends included */
  integer(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** index drawn in proportion to the weights */
  weighted(weights: readonly number[]): number
  /** standard normal (sum of twelve uniforms) */
  normal(): number
  shuffled<T>(items: readonly T[]): T[]
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function randomStream(name: string): Random {
  const next = mulberry32(hash(`fyrskar:${name}`))
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    integer,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T,
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => (left -= weight) < 0)
      return index < 0 ? weights.length - 1 : index
    },
    normal: () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6),
    shuffled: <T>(items: readonly T[]) => {
      const copy = [...items]
      for (let last = copy.length - 1; last > 0; last--) {
        const other = integer(0, last)
        const held = copy[last] as T
        copy[last] = copy[other] as T
        copy[other] = held
      }
      return copy
    },
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const word = (random: Random) => hex(Math.floor(random.next() * 65536), 4)

export function uuidV4(random: Random): string {
  const variant = hex(0x8000 | Math.floor(random.next() * 16384), 4)
  const version = hex(0x4000 | Math.floor(random.next() * 4096), 4)
  return `${word(random)}${word(random)}-${word(random)}-${version}-${variant}-${word(random)}${word(random)}${word(random)}`
}

export function uuidV7(random: Random, at: Date): string {
  const time = hex(at.getTime(), 12)
  const variant = hex(0x8000 | Math.floor(random.next() * 16384), 4)
  const version = hex(0x7000 | Math.floor(random.next() * 4096), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${word(random)}${word(random)}${word(random)}`
}

/** The day the invented map was "surveyed": the time part of the ids of areas, places, streets and basemap. */
export const surveyedAt = new Date('2022-01-10T08:00:00Z')
