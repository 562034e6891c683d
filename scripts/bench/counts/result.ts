import type { Timing } from '../timing.ts'

/** One variant's answer to one question. */
export interface QueryResult extends Timing {
  viewport: string
  filter: string
  variant: string
  /** Processor time of the database a run, both sides together. */
  processorMs: number
  cells: number
  points: number
}

export interface Ratio {
  viewport: string
  filter: string
  variant: string
  /** The variant's median over this product's. */
  timesAsLong: number
}

/** This product beside itself elsewhere: with 1 million rows, or on PostgreSQL. */
export interface Comparison {
  viewport: string
  filter: string
  /** The median there, asked in turn with the others, and how many times that it is here. */
  thereMs: number
  times: number
}

export interface AnswerWeight {
  viewport: string
  filter: string
  form: 'bytes' | 'JSON'
  cells: number
  raw: number
  gzip: number
}

export interface HttpResult {
  server: string
  /** The same question asked of the database in the same contexts, without HTTP. */
  statement: Timing
  connections: { connections: number; product: HttpTiming; passThrough: HttpTiming }[]
}

export interface HttpTiming extends Timing {
  perSecond: number
}

export interface FoldResult {
  deltas: number
  seconds: number
  /** Of the database's processor. */
  processorSeconds: number
  /** Rows of cell_count that were added or changed. */
  rows: number
}

export interface InsertResult {
  without: Timing
  withDelta: Timing
  times: number
  /** The same of the database's processor time. */
  processorTimes: number
  writers?: { writers: number; withoutPerSecond: number; withDeltaPerSecond: number; share: number; lost: number }
}

export interface CountsResult {
  machine: { description: string; settings: Readonly<Record<string, string>>; at: string }
  rows: number
  engine: string
  queries: QueryResult[]
  ratios: Ratio[]
  bytesPerCell: AnswerWeight[]
  import: null
  fold: FoldResult
  insert: InsertResult
  http: HttpResult | null
  growth: Comparison[] | null
  /** Of the embedded engine, against PostgreSQL with as many rows. */
  againstNative: Comparison[] | null
}

/** The result as tables of Markdown, as docs/benchmarks.md keeps them. */
export function describeResult(result: CountsResult): string {
  const { machine, rows, engine, bytesPerCell, fold, insert, http, growth, againstNative } = result
  const settings = Object.entries(machine.settings).map(([name, value]) => `${name} ${value}`)
  return [
    `${machine.description}; ${engine}, ${rows} rows; ${settings.join(', ')}; ${machine.at}`,
    describeQueries(result),
    table(
      ['viewport', 'filter', 'form', 'cells', 'bytes a cell', 'gzipped'],
      bytesPerCell.map(({ viewport, filter, form, cells, raw, gzip }) => [viewport, filter, form, cells, raw, gzip]),
    ),
    ...(growth === null ? [] : [describeComparison(growth, 'at 1 million rows')]),
    ...(againstNative === null ? [] : [describeComparison(againstNative, 'on PostgreSQL')]),
    table(
      ['what', 'figure'],
      [
        [
          `fold of ${fold.deltas} scattered deltas`,
          `${fold.seconds} s (${fold.processorSeconds} s of the processor), ${fold.rows} rows of counts written`,
        ],
        ['one insert without its delta', `${insert.without.medianMs} ms`],
        [
          'one insert with its delta',
          `${insert.withDelta.medianMs} ms (${insert.times} ×; ${insert.processorTimes} × of the processor)`,
        ],
        ...(insert.writers === undefined ? [] : [describeWriters(insert.writers)]),
      ],
    ),
    ...(http === null ? [] : [describeHttp(http)]),
  ].join('\n\n')
}

function describeQueries({ queries, ratios }: CountsResult): string {
  const others = [...new Set(queries.map(({ variant }) => variant))].slice(1)
  const same = (one: { viewport: string; filter: string }) => (other: { viewport: string; filter: string }) =>
    one.viewport === other.viewport && one.filter === other.filter
  return table(
    [
      'viewport',
      'filter',
      'cells',
      'points',
      'median ms',
      'p95 ms',
      'processor ms',
      ...others.map((name) => `${name}: median ms (×, runs; processor ms)`),
    ],
    queries
      .filter(({ variant }) => !others.includes(variant))
      .map((ours) => [
        ours.viewport,
        ours.filter,
        ours.cells,
        ours.points,
        ours.medianMs,
        ours.p95Ms,
        ours.processorMs,
        ...others.map((name) => {
          const query = queries.filter(same(ours)).find(({ variant }) => variant === name)
          const ratio = ratios.filter(same(ours)).find(({ variant }) => variant === name)
          return query === undefined
            ? ''
            : `${query.medianMs} (${ratio?.timesAsLong} ×, ${query.runs}; ${query.processorMs})`
        }),
      ]),
  )
}

function describeComparison(comparison: readonly Comparison[], where: string): string {
  return table(
    ['viewport', 'filter', `median ms ${where}`, 'times that here'],
    comparison.map(({ viewport, filter, thereMs, times }) => [viewport, filter, thereMs, times]),
  )
}

function describeWriters(writers: NonNullable<InsertResult['writers']>): [string, string] {
  const { withoutPerSecond, withDeltaPerSecond, share, lost } = writers
  return [
    `${writers.writers} writers on hot cells`,
    `${withDeltaPerSecond} inserts a second with deltas, ${withoutPerSecond} without (${share} ×), ${lost} counts lost`,
  ]
}

function describeHttp({ server, statement, connections }: HttpResult): string {
  return table(
    ['connections', `${server}: median / p95 ms`, 'a second', 'pass-through: median / p95 ms', 'a second'],
    [
      ['none, statement alone', `${statement.medianMs} / ${statement.p95Ms}`, '', '', ''],
      ...connections.map(({ connections: count, product, passThrough }) => [
        count,
        `${product.medianMs} / ${product.p95Ms}`,
        product.perSecond,
        `${passThrough.medianMs} / ${passThrough.p95Ms}`,
        passThrough.perSecond,
      ]),
    ],
  )
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
