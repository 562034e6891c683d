import { categoriesOf, sources, type Source } from '#lib/cells/category.ts'
import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'

import { normaliseName } from './category-names.ts'
import { notMapped } from './category-table.ts'
import { isNeverMapped } from './not-mapped.ts'

/** What can be decided of a word: a source's categories, and of an offence that it is never mapped. */
export function choicesOf(source: Source): readonly string[] {
  return source === 'crime' ? [...categoriesOf(source), notMapped] : categoriesOf(source)
}

/** What the address or a form names; anything else is read as remarks, which every installation has. */
export function readSource(text: unknown): Source {
  return sources.find((source) => source === text) ?? 'remark'
}

/**
 * The words of a form, each with what it is to count as: fields `word` and `category` in pairs. Words that nothing was chosen
 * for are left as they are.
 *
 * @throws ProblemError invalid-form
 */
export function readStatedCategories(form: FormData): { source: Source; stated: Record<string, string> } {
  const source = readSource(form.get('source'))
  const categories = form.getAll('category').map(String)
  const pairs = form.getAll('word').map((word, index) => [String(word).trim(), categories[index] ?? ''] as const)
  const chosen = pairs.filter(([, category]) => category !== '')
  const faults = chosen.flatMap(([word, category]) => faultsOf(source, word, category))
  if (chosen.length === 0) faults.push({ reason: nothingChosen })
  if (faults.length > 0) throw new ProblemError('invalid-form', faults)
  return { source, stated: Object.fromEntries(chosen) }
}

function faultsOf(source: Source, word: string, category: string): ProblemReason[] {
  if (normaliseName(word) === '') return [{ reason: noWord }]
  if (word.length > longestWord) return [{ value: `${word.slice(0, 40)} …`, reason: tooLong }]
  if (!choicesOf(source).includes(category)) return [{ value: category, reason: noCategory }]
  if (source === 'crime' && category !== notMapped && isNeverMapped(word)) return [{ value: word, reason: never }]
  return []
}

const longestWord = 200
const nothingChosen = {
  sv: 'välj vad minst ett ord ska räknas som',
  en: 'choose what at least one word is to count as',
}
const noWord = { sv: 'skriv ett ord som det står i filen', en: 'write a word as it stands in the file' }
const tooLong = {
  sv: `är för långt: ett ord får ha ${longestWord} tecken`,
  en: `is too long: a word may have ${longestWord} characters`,
}
const noCategory = { sv: 'är inte en kategori', en: 'is not a category' }
const never = {
  sv: 'är ett brott som aldrig får läggas på kartan',
  en: 'is an offence that may never be mapped',
}
