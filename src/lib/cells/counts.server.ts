/** What the map is told: the tables are asked in the reader's own context, and the two answers are merged here. */
import type { Reader } from '#lib/accounts/access.ts'
import { readingContext, requireOwn, seesCrimes, type Asker } from '#lib/accounts/reading-context.ts'
import type { Database, Side, Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { Source } from './category.ts'
import { coverBox, maximumCells, maximumPointsRead, possibleCells } from './cover.ts'
import { formatReason } from './filter-reasons.ts'
import type { CellFilter, CellQuery } from './filter.ts'
import { questionsOf, type Question } from './counting-tables.server.ts'
import { CellSums } from './cell-sums.ts'
import type { PackedCells } from './packed.ts'
import { decomposePeriod } from './period.ts'
import { readVersion, readViewport, type Version, type Viewport, type ViewportCounts } from './queries.server.ts'
import { slotsMatching } from './slot.ts'

/** Cells ascending, each with its number of points; the totals are the whole municipality's, whatever the box. */
export interface CellCounts {
  cells: PackedCells
  total: number
  withoutPosition: number
  /** How many of the points in the cells are crimes. */
  crimes: number
  absent: Source[]
  /** Two answers to the same question with the same version are the same. */
  version: string
}

/**
 * @throws ProblemError invalid-parameter when the answer could hold too many cells or take too long, unknown-municipality
 */
export async function readCounts(
  database: Database,
  reader: Reader,
  { filter, box, resolution }: CellQuery,
  signal?: AbortSignal,
): Promise<CellCounts> {
  const cover = coverBox(box, resolution)
  // A box of more cells than an answer may hold is fine where there are too few points to fill it.
  const maximumPoints = possibleCells(box, resolution) > maximumCells ? maximumCells : null
  const viewport = { cover, resolution, maximumPoints, maximumPointsRead: maximumPointsRead[database.engine] }
  const read = (db: Transaction, question: Question) => readViewport(db, question, viewport)
  const { answers, absent } = await askSides(database, reader, filter, read, signal)
  const ofPolice = answers.filter(([side]) => side === 'police')
  return {
    cells: addUp(filter, viewport, answers),
    crimes: countIn(addUp(filter, viewport, ofPolice)),
    total: sumOf(answers, 'total'),
    withoutPosition: sumOf(answers, 'withoutPosition'),
    absent,
    version: versionOf(answers),
  }
}

/** The version alone: cheap, and what `If-None-Match` is compared with. @throws ProblemError unknown-municipality */
export async function readDataVersion(database: Database, reader: Reader, filter: CellFilter): Promise<string> {
  return versionOf((await askSides(database, reader, filter, readVersion)).answers)
}

export type SideAnswers<Answer> = [Side, Answer][]

/** `absent` are the sources that were asked for and are not the reader's to see: an answer must say so, or it reads as none. */
export interface SidesAsked<Answer> {
  answers: SideAnswers<Answer>
  absent: Source[]
}

/**
 * Asks each set of tables that has anything the filter chooses, both at a time and both as the reader's party: what both
 * parties count, and for a reader who sees crimes the police's own.
 */
export async function askSides<Answer extends Version>(
  database: Database,
  reader: Reader,
  filter: CellFilter,
  read: (db: Transaction, question: Question) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<SidesAsked<Answer>> {
  requireOwn(reader, filter.municipalityCode)
  const context = { ...readingContext(reader), signal }
  const asked = questionsOf(filter, reader).map(async (question): Promise<[Side, Answer]> => [
    question.side,
    await database.withContext(context, (db) => read(db, question)),
  ])
  const answers = await Promise.all(asked)
  if (answers.length === 0) await refuseUnknown(database, reader)
  if (answers.some(([, { known }]) => !known)) throw new ProblemError('unknown-municipality')
  return { answers, absent: choosesCrimes(filter) && !seesCrimes(reader) ? ['crime'] : [] }
}

/** A question that no side could answer is still about a municipality. @throws ProblemError unknown-municipality */
export async function refuseUnknown(database: Database, reader: Asker): Promise<void> {
  const question = { side: 'municipality', municipalityCode: reader.municipalityCode } as const
  const { known } = await database.withContext(readingContext(reader), (db) => readVersion(db, question))
  if (!known) throw new ProblemError('unknown-municipality')
}

/** Whether a filter can choose any crime at all. */
export function choosesCrimes(filter: CellFilter): boolean {
  return slotsMatching(filter).police.length > 0
}

export function versionOf(answers: SideAnswers<Version>): string {
  return answers.map(([side, { version }]) => `${side}:${version}`).join(';')
}

function sumOf(answers: SideAnswers<ViewportCounts>, part: 'total' | 'withoutPosition'): number {
  return answers.reduce((sum, [, counts]) => sum + counts[part], 0)
}

function countIn({ counts }: PackedCells): number {
  return counts.reduce((sum, n) => sum + n, 0)
}

/** Both sides' counts together, of the cells of the cover. */
function addUp(filter: CellFilter, viewport: Viewport, answers: SideAnswers<ViewportCounts>): PackedCells {
  const { resolution, maximumPoints } = viewport
  const slots = slotsMatching(filter)
  const window = decomposePeriod(filter) || null
  const sums = new CellSums(resolution)
  for (const [side, { cells, inside }] of answers) {
    if (cells === null) {
      const reason = formatReason(maximumPoints === null ? 'tooManyPoints' : 'tooManyCells')
      throw new ProblemError('invalid-parameter', [{ column: 'bbox', reason }])
    }
    sums.addRows(cells)
    if (inside !== null) sums.addInside(inside, { slots: slots[side] === 'all' ? null : slots[side], window })
  }
  return sums.pack()
}
