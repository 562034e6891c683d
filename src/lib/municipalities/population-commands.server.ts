import type { Transaction } from '#lib/database/database.ts'

import { deletePopulation, insertPopulation, listPopulation } from './population-queries.server.ts'
import type { AreaPopulation } from './population-queries.server.ts'

/** How many years of areas were new, replaced others, or were there already. */
export interface SavedPopulation {
  added: number
  replaced: number
  unchanged: number
}

const batchCounts = 5000

/** Keeps the population of areas; a year of an area is replaced as a whole. */
export async function savePopulation(
  db: Transaction,
  municipalityCode: string,
  counts: readonly AreaPopulation[],
  importId: string | null = null,
): Promise<SavedPopulation> {
  const given = byAreaYear(counts)
  const years = [...new Set(counts.map(({ year }) => year))]
  const known = byAreaYear(await listPopulation(db, municipalityCode, years))
  const changed = [...given].filter(([key, own]) => contentOf(own) !== contentOf(known.get(key) ?? []))
  const areaYears = changed.flatMap(([, [first]]) => (first === undefined ? [] : [first]))
  if (areaYears.length > 0) await deletePopulation(db, municipalityCode, areaYears)
  const toInsert = changed.flatMap(([, own]) => own)
  for (let start = 0; start < toInsert.length; start += batchCounts) {
    await insertPopulation(db, municipalityCode, toInsert.slice(start, start + batchCounts), importId)
  }
  const replaced = changed.filter(([key]) => known.has(key)).length
  return { added: changed.length - replaced, replaced, unchanged: given.size - changed.length }
}

function byAreaYear(counts: readonly AreaPopulation[]): Map<string, AreaPopulation[]> {
  return Map.groupBy(counts, ({ areaCode, year }) => `${areaCode}\n${year}`)
}

function contentOf(counts: readonly AreaPopulation[]): string {
  const lines = counts.map(({ ageBand, gender, people }) => `${ageBand} ${gender} ${people}`)
  return lines.sort().join('\n')
}
