import { reservedSlugs } from '#lib/municipalities/municipality.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { normaliseName } from './category-names.ts'

/** One area of a boundary file, as the file has it. `geometry` is GeoJSON text or WKB as hexadecimal text. */
export interface BoundaryFeature {
  /** From 1, as map programs count. */
  row: number
  properties: Readonly<Record<string, unknown>>
  geometry: { form: 'geojson' | 'wkb'; text: string } | null
}

export interface BoundaryColumns {
  code: string
  name: string
}

const codeNames = [
  'kommun_kod',
  'kommunkod',
  'kom_kod',
  'komkod',
  'knkod',
  'kn_kod',
  'municipality_code',
  'code',
  'kod',
  'id',
  'lau',
]
const nameNames = [
  'kommun',
  'kom_namn',
  'kommunnamn',
  'kommun_namn',
  'knnamn',
  'kn_namn',
  'municipality',
  'name',
  'namn',
]

/**
 * The columns of code and name: the stated ones, else the first known name whose values fit (four digits, each once).
 * Null for what can't be told.
 */
export function guessBoundaryColumns(
  features: readonly BoundaryFeature[],
  stated: Partial<BoundaryColumns>,
): { [Column in keyof BoundaryColumns]: string | null } {
  const columns = columnsOf(features)
  const known = (names: readonly string[]) =>
    names.flatMap((name) => columns.filter((column) => normaliseName(column) === normaliseName(name)))
  return {
    code: stated.code ?? known(codeNames).find((column) => holdsCodes(features, column)) ?? null,
    name: stated.name ?? known(nameNames).find((column) => holdsNames(features, column)) ?? null,
  }
}

export function columnsOf(features: readonly BoundaryFeature[]): string[] {
  return [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))]
}

function holdsCodes(features: readonly BoundaryFeature[], column: string): boolean {
  const codes = features.map(({ properties }) => readCode(properties[column]))
  return !codes.includes(null) && new Set(codes).size === codes.length
}

function holdsNames(features: readonly BoundaryFeature[], column: string): boolean {
  return features.every(({ properties }) => readName(properties[column]) !== null)
}

/** Four digits; a spreadsheet that took the code for a number has dropped its leading nought. */
export function readCode(value: unknown): string | null {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
  if (typeof text !== 'string' || !/^\d{3,4}$/.test(text.trim())) return null
  const code = text.trim().padStart(4, '0')
  return code === '0000' ? null : code
}

export function readName(value: unknown): string | null {
  return typeof value === 'string' && /\p{L}/u.test(value) ? value.trim().replace(/\s+/g, ' ') : null
}

/** A name as it stands in an address: å and ä become a, ö becomes o. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

/**
 * A slug for each municipality. Two names that become the same word (Håbo, Habo) are told apart by code: whoever has
 * the word already keeps it, else the lowest code gets it, and the other is the word and its code (habo-0643).
 */
export function chooseSlugs(
  municipalities: readonly { code: string; name: string }[],
  existing: ReadonlyMap<string, string>,
): Map<string, string> {
  const coming = new Set(municipalities.map(({ code }) => code))
  const taken = new Set(reservedSlugs)
  for (const [code, slug] of existing) if (!coming.has(code)) taken.add(slug)
  const slugs = new Map<string, string>()
  const take = (code: string, slug: string) => {
    taken.add(slug)
    slugs.set(code, slug)
  }
  for (const { code, name } of municipalities) {
    const kept = existing.get(code)
    if (kept !== undefined && (kept === slugOf(name) || kept === withCode(slugOf(name), code))) take(code, kept)
  }
  for (const { code, name } of [...municipalities].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const slug = slugOf(name)
    if (!slugs.has(code)) take(code, slug === '' || taken.has(slug) ? withCode(slug, code) : slug)
  }
  return slugs
}

function withCode(slug: string, code: string): string {
  return slug === '' ? code : `${slug}-${code}`
}

/** Everything wrong with codes and names, by row. */
export function findBoundaryFaults(features: readonly BoundaryFeature[], columns: BoundaryColumns): ProblemReason[] {
  const firstRows = new Map<string, number>()
  return features.flatMap(({ row, properties }) => {
    const faults: ProblemReason[] = []
    const code = readCode(properties[columns.code])
    const value = (column: string) => ({ row, column, value: String(properties[column] ?? '') })
    if (code === null) {
      faults.push({
        ...value(columns.code),
        reason: { sv: 'är inte en kommunkod med fyra siffror', en: 'is not a municipality code of four digits' },
      })
    } else if (firstRows.has(code)) {
      faults.push({
        ...value(columns.code),
        reason: {
          sv: `kommunkoden finns redan på rad ${firstRows.get(code)}`,
          en: `the municipality code is on row ${firstRows.get(code)} already`,
        },
      })
    } else firstRows.set(code, row)
    if (readName(properties[columns.name]) === null) {
      faults.push({ ...value(columns.name), reason: { sv: 'är inte ett namn', en: 'is not a name' } })
    }
    return faults
  })
}
