/** Numbers from a seed (mulberry32): small, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number
type Mutation = (bytes: Buffer, random: Random) => Buffer

/** What stands where a number, a word or a date should. */
const strange = [
  '1e308',
  '-1e400',
  '99999999999999999999999999',
  'NaN',
  '0x7fffffff',
  '\0',
  '\uFFFD',
  '"',
  "';--",
  '=1+1',
  '2026-02-30',
  '9999-99-99',
  'null',
  'true',
  '{}',
  '[[[[[[[[',
  '</row>',
  '&x;',
  '💥',
]

const at = (random: Random, length: number) => Math.floor(random() * length)

function splice(bytes: Buffer, start: number, end: number, between: Uint8Array | string = ''): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(between), bytes.subarray(end)])
}

function replaceMatch(bytes: Buffer, form: RegExp, random: Random, make: (found: string) => string): Buffer {
  const text = bytes.toString('latin1')
  const found = [...text.matchAll(form)]
  const chosen = found[at(random, found.length)]
  if (chosen === undefined) return bytes
  return splice(bytes, chosen.index, chosen.index + chosen[0].length, make(chosen[0]))
}

export const mutations: Readonly<Record<string, Mutation>> = {
  'bits turned': (bytes, random) => {
    const turned = Buffer.from(bytes)
    for (let turn = 0; turn <= at(random, 3); turn++) {
      const place = at(random, turned.length)
      turned[place] = (turned[place] ?? 0) ^ (1 << at(random, 8))
    }
    return turned
  },
  'cut short': (bytes, random) => bytes.subarray(0, at(random, bytes.length)),
  'a piece lost': (bytes, random) => {
    const start = at(random, bytes.length)
    return splice(bytes, start, start + at(random, 60))
  },
  'a piece twice': (bytes, random) => {
    const start = at(random, bytes.length)
    return splice(bytes, start, start, bytes.subarray(start, start + at(random, 60)))
  },
  'bytes of any kind put in': (bytes, random) => {
    const start = at(random, bytes.length)
    return splice(
      bytes,
      start,
      start,
      Uint8Array.from({ length: 1 + at(random, 40) }, () => at(random, 256)),
    )
  },
  'another type of value': (bytes, random) =>
    replaceMatch(bytes, /[\w.-]{2,}/g, random, () => strange[at(random, strange.length)] ?? ''),
  'a huge number': (bytes, random) =>
    replaceMatch(bytes, /\d+/g, random, () => String(10 ** at(random, 400)).repeat(1 + at(random, 20))),
  nesting: (bytes, random) => {
    const depth = 1 + at(random, 300)
    return replaceMatch(bytes, /[[{<,;][^[{<,;]*/g, random, (found) => `${'[{"a":'.repeat(depth)}${found}`)
  },
  'another encoding': (bytes, random) => {
    const text = bytes.toString(random() < 0.5 ? 'latin1' : 'utf8')
    return Buffer.from(text, (['utf16le', 'utf8', 'latin1'] as const)[at(random, 3)])
  },
}

/** One or two mutations of a file, told by name. */
export function mutate(bytes: Buffer, random: Random): { bytes: Buffer; told: string } {
  const names = Object.keys(mutations)
  const chosen = Array.from({ length: 1 + at(random, 2) }, () => names[at(random, names.length)] ?? '')
  return {
    bytes: chosen.reduce((file, name) => mutations[name]?.(file, random) ?? file, bytes),
    told: chosen.join(', '),
  }
}
