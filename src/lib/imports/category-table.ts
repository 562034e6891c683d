import { categoriesOf } from '#lib/cells/category.ts'
import type { Category, OffenceGroup, Source, Theme } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { normaliseName, offenceGroupOf, themeOf } from './category-names.ts'
import { isNeverMapped } from './not-mapped.ts'

/** What becomes of rows about an offence that is never mapped: counted as excluded, kept nowhere. */
export const notMapped = 'not_mapped'

/** What somebody decided that the words of a file mean. `written` is as `normaliseName` leaves it. */
export interface CategoryDecision {
  written: string
  category: Category | typeof notMapped
}

/** A decision that a municipality keeps for its files. */
export interface DecidedWords extends CategoryDecision {
  source: Source
  decidedAt: Date
  decidedBy: string
}

/** A code with the version of the codebook that brought it in. */
export interface CodebookEntry extends OffenceCode {
  codebookVersion: string
}

export interface OffenceCode {
  code: string
  name: string
  /** Null where it is never mapped. */
  offenceGroup: OffenceGroup | null
}

export type OffenceReading = OffenceGroup | typeof notMapped | null

/** Names repeat by the thousand; a column of free text doesn't. */
const remembered = 10_000

/**
 * What names and codes count as: what a person decided for this file or municipality, then the codebook, then the
 * installation's own names. An offence that any of them says is never mapped is not, whatever the others say.
 */
export class CategoryTable {
  readonly #decided: ReadonlyMap<string, Category | typeof notMapped>
  readonly #codes: ReadonlyMap<string, readonly OffenceCode[]>
  readonly #known = new Map<string, OffenceReading>()

  constructor(decisions: readonly CategoryDecision[] = [], codes: readonly OffenceCode[] = []) {
    this.#decided = new Map(decisions.map(({ written, category }) => [written, category]))
    this.#codes = Map.groupBy(codes, ({ code }) => code)
  }

  /** Null where no one has decided: it is shown, not guessed. */
  offence(words: string, code: string): OffenceReading {
    const key = `${code}\n${words}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.#known.size >= remembered) this.#known.clear()
    const reading = this.#readOffence(words, padCode(code || words))
    this.#known.set(key, reading)
    return reading
  }

  theme(words: string): Theme | null {
    const decided = this.#decided.get(normaliseName(words))
    return decided === undefined ? themeOf(words) : (decided as Theme)
  }

  /** The codebook's name of a code, where the file gives no other. */
  nameOf(code: string): string {
    return this.#codes.get(padCode(code))?.at(-1)?.name ?? code
  }

  #readOffence(words: string, code: string): OffenceReading {
    const entries = this.#codes.get(code) ?? []
    const decided = this.#decided.get(normaliseName(words)) ?? this.#decided.get(normaliseName(code))
    if (isNeverMapped(words) || decided === notMapped) return notMapped
    if (entries.some(({ offenceGroup }) => offenceGroup === null)) return notMapped
    if (decided !== undefined) return decided as OffenceGroup
    const groups = new Set(entries.map(({ offenceGroup }) => offenceGroup))
    // A code that changed its meaning between versions of the codebook is nobody's to guess.
    const [group] = groups
    return groups.size === 1 && group !== undefined ? group : offenceGroupOf(words)
  }
}

/** Spreadsheets take the leading zero off a code. */
function padCode(code: string): string {
  const trimmed = code.trim().toUpperCase()
  return /^\d{3}$/.test(trimmed) ? `0${trimmed}` : trimmed
}

/** Written → category, as a person stated them; what can't be decided is among the faults. */
export function readDecisions(
  source: Source,
  stated: Readonly<Record<string, string>>,
  codes: readonly OffenceCode[],
): { decisions: CategoryDecision[]; faults: ProblemReason[] } {
  const barred = new Set(codes.filter(({ offenceGroup }) => offenceGroup === null).map(({ code }) => code))
  const faults: ProblemReason[] = []
  const decisions = Object.entries(stated).flatMap(([written, named]) => {
    const category = categoryNamed(source, named)
    if (category === null || normaliseName(written) === '') faults.push(unknownCategory(source, named))
    else if (source === 'crime' && category !== notMapped && isBarred(written)) faults.push(neverMapped(written))
    else return [{ written: normaliseName(written), category }]
    return []
  })
  return { decisions, faults }

  function isBarred(written: string) {
    return isNeverMapped(written) || barred.has(padCode(written))
  }
}

/** As `readDecisions`, for the words of a file. @throws ProblemError invalid-file */
export function requireDecisions(...asked: Parameters<typeof readDecisions>): CategoryDecision[] {
  const { decisions, faults } = readDecisions(...asked)
  if (faults.length > 0) throw new ProblemError('invalid-file', faults)
  return decisions
}

function categoryNamed(source: Source, name: string): Category | typeof notMapped | null {
  if (source === 'crime' && name === notMapped) return notMapped
  return categoriesOf(source).find((category) => category === name) ?? null
}

function unknownCategory(source: Source, value: string): ProblemReason {
  const known = [...categoriesOf(source), ...(source === 'crime' ? [notMapped] : [])].join(', ')
  return {
    value,
    reason: { sv: `kategorin finns inte. Den ska vara en av: ${known}`, en: `must be one of the categories: ${known}` },
  }
}

function neverMapped(value: string): ProblemReason {
  return {
    value,
    reason: {
      sv: 'är ett brott som aldrig får läggas på kartan; raderna räknas som undantagna',
      en: 'is an offence that is never mapped; its rows are counted as excluded',
    },
  }
}
