/** What the map is told: each side is asked in its own context, and the two answers are merged here. */
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
import { slotsMatching } from './slot.ts'
import { readVersion, readViewport, type Version, type Viewport, type ViewportCounts } from './queries.server.ts'
import { readingContext } from './tables.server.ts'

/** Cells ascending, each with its number of points; the totals are the whole municipality's, whatever the box. */
export interface CellCounts {
  cells: PackedCells
  total: number
  withoutPosition: number
  absent: Source[]
  /** Two answers to the same question with the same version are the same. */
  version: string
}

/**
 * @throws ProblemError invalid-parameter when the answer could hold too many cells or take too long, unknown-municipality
 */
export async function readCounts(
  database: Database,
  { filter, box, resolution }: CellQuery,
  signal?: AbortSignal,
): Promise<CellCounts> {
  const cover = coverBox(box, resolution)
  // A box of more cells than an answer may hold is fine where there are too few points to fill it.
  const maximumPoints = possibleCells(box, resolution) > maximumCells ? maximumCells : null
  const viewport = { cover, resolution, maximumPoints, maximumPointsRead: maximumPointsRead[database.engine] }
  const read = (db: Transaction, question: Question) => readViewport(db, question, viewport)
  const { answers, absent } = await askSides(database, filter, read, signal)
  return {
    cells: addUp(filter, viewport, answers),
    total: sumOf(answers, 'total'),
    withoutPosition: sumOf(answers, 'withoutPosition'),
    absent,
    version: versionOf(answers),
  }
}

/** The version alone: cheap, and what `If-None-Match` is compared with. @throws ProblemError unknown-municipality */
export async function readDataVersion(database: Database, filter: CellFilter): Promise<string> {
  return versionOf((await askSides(database, filter, readVersion)).answers)
}

export type SideAnswers<Answer> = [Side, Answer][]

/** `absent` are the sources that were asked for and could not be read: an answer must say so, or it reads as none. */
export interface SidesAsked<Answer> {
  answers: SideAnswers<Answer>
  absent: Source[]
}

/**
 * Asks each side that has anything the filter chooses, both at a time. An installation without the police's database
 * answers for the municipality alone, with crimes among what is absent.
 */
export async function askSides<Answer extends Version>(
  database: Database,
  filter: CellFilter,
  read: (db: Transaction, question: Question) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<SidesAsked<Answer>> {
  const asked = questionsOf(filter).map(async (question): Promise<[Side, Answer] | null> => {
    const context = { ...readingContext(question.side, question.municipalityCode), signal }
    try {
      return [question.side, await database.withContext(context, (db) => read(db, question))]
    } catch (error) {
      if (isPoliceAbsent(error)) return null
      throw error
    }
  })
  const sides = await Promise.all(asked)
  const answers = sides.filter((answer) => answer !== null)
  if (answers.length === 0) await refuseUnknown(database, filter.municipalityCode)
  if (answers.some(([, { known }]) => !known)) throw new ProblemError('unknown-municipality')
  return { answers, absent: answers.length < sides.length ? ['crime'] : [] }
}

/** A question that no side could answer is still about a municipality. @throws ProblemError unknown-municipality */
export async function refuseUnknown(database: Database, municipalityCode: string): Promise<void> {
  const question = { side: 'municipality', municipalityCode } as const
  const context = readingContext(question.side, municipalityCode)
  const { known } = await database.withContext(context, (db) => readVersion(db, question))
  if (!known) throw new ProblemError('unknown-municipality')
}

export function isPoliceAbsent(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'police-side-not-connected'
}

export function versionOf(answers: SideAnswers<Version>): string {
  return answers.map(([side, { version }]) => `${side}:${version}`).join(';')
}

function sumOf(answers: SideAnswers<ViewportCounts>, part: 'total' | 'withoutPosition'): number {
  return answers.reduce((sum, [, counts]) => sum + counts[part], 0)
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
