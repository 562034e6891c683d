/** All questions asked of all variants, in turns within one process, so that other work on the machine meets each alike. */
import type { Database } from '#lib/database/database.ts'
import { processorMsSince, processorTimes, round, summarise, timed } from '../timing.ts'
import { questions, type BenchQuestion } from './questions.ts'
import type { Comparison, CountsResult, QueryResult, Ratio } from './result.ts'
import { variantsOf, type Counted, type Variant } from './variants.ts'

const rounds = 5
/** This product answers so often a round: a 95th percentile needs more runs than a median. */
const ownRunsEach = 5
/** A variant is asked again only while its runs have taken less than this together. */
const patienceMs = 2_500
/** One that needs longer than this for all points of a viewport is not asked for its other filters. */
const hopelessMs = 20_000

interface Asked {
  variant: Variant
  milliseconds: number[]
  /** Of the database's processes, all runs together. */
  processorMs: number
  counted: Counted
}

export async function askAll(
  database: Database,
  compared: Database | null,
  tell: (what: string) => void,
): Promise<Pick<CountsResult, 'queries' | 'ratios'> & { comparison: Comparison[] | null }> {
  const variants = await variantsOf(database)
  const [ownThere] = compared === null ? [] : await variantsOf(compared)
  const queries: QueryResult[] = []
  const ratios: Ratio[] = []
  const comparison: Comparison[] = []
  const hopeless = new Set<string>()
  for (const question of questions) {
    const hopeful = variants.filter(({ name }) => !hopeless.has(`${question.viewport}/${name}`))
    const asked = await askInTurns(database, question, [...hopeful, ...(ownThere === undefined ? [] : [ownThere])])
    const all = asked.slice(0, hopeful.length)
    refuseOtherCounts(question, all)
    const { viewport, filter } = question
    const results = all.map(({ variant, milliseconds, processorMs: used, counted }) => ({
      viewport,
      filter,
      variant: variant.name,
      ...summarise(milliseconds),
      processorMs: round(used / milliseconds.length),
      ...counted,
    }))
    for (const { variant, medianMs } of results) {
      if (medianMs > hopelessMs) hopeless.add(`${viewport}/${variant}`)
    }
    const ours = results[0]?.medianMs ?? NaN
    queries.push(...results)
    ratios.push(
      ...results
        .slice(1)
        .map(({ variant, medianMs }) => ({ viewport, filter, variant, timesAsLong: round(medianMs / ours) })),
    )
    const there = asked[hopeful.length]
    if (there !== undefined) {
      const { medianMs: thereMs } = summarise(there.milliseconds)
      comparison.push({ viewport, filter, thereMs, times: round(ours / thereMs) })
    }
    tell(`${viewport}, ${filter}: ${results.map(({ variant, medianMs }) => `${variant} ${medianMs}`).join(', ')}`)
  }
  return { queries, ratios, comparison: compared === null ? null : comparison }
}

async function askInTurns(
  database: Database,
  { query }: BenchQuestion,
  variants: readonly Variant[],
): Promise<Asked[]> {
  const asked: Asked[] = variants.map((variant) => ({
    variant,
    milliseconds: [],
    processorMs: 0,
    counted: { cells: 0, points: 0 },
  }))
  for (let turn = 0; turn < rounds; turn++) {
    for (const each of asked) {
      const own = each.variant.name === variants[0]?.name
      const spent = each.milliseconds.reduce((sum, ms) => sum + ms, 0)
      if (!own && spent > patienceMs) continue
      // The first run of a quick one warms the caches for itself as much as for the others; it is not counted.
      if (turn === 0 && own) await each.variant.count(query)
      const before = await processorTimes(database)
      for (let run = 0; run < (own ? ownRunsEach : 1); run++) {
        const { result, milliseconds } = await timed(() => each.variant.count(query))
        each.milliseconds.push(milliseconds)
        each.counted = result
      }
      each.processorMs += await processorMsSince(database, before)
    }
  }
  return asked
}

/** What counts by stored cells must count the same. */
function refuseOtherCounts({ viewport, filter }: BenchQuestion, asked: readonly Asked[]): void {
  const answers = new Set(
    asked
      .filter(({ variant }) => variant.sameCells)
      .map(({ counted }) => `${counted.cells} cells, ${counted.points} points`),
  )
  if (answers.size > 1) throw new Error(`${viewport}, ${filter}: ${[...answers].join(' against ')}`)
}
