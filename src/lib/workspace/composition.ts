import { feelings, sources, type Category, type Feeling, type Source } from '#lib/cells/category.ts'
import type { CellAnswer } from './requests.ts'

/** What one source gives to a cell: its categories, most first, and how it is felt. */
export interface Part {
  source: Source
  count: number
  categories: { category: Category; count: number }[]
  feelings: { feeling: Feeling; count: number }[]
  /** The largest count of its categories: bars compare within a source, never what is said with what is reported. */
  most: number
}

export function composition(counts: CellAnswer['counts']): Part[] {
  return sources.flatMap((source) => {
    const rows = counts.filter(([other]) => other === source)
    const byCategory = new Map<Category, number>()
    for (const [, category, , count] of rows) byCategory.set(category, (byCategory.get(category) ?? 0) + count)
    const categories = [...byCategory].map(([category, count]) => ({ category, count }))
    const count = categories.reduce((sum, one) => sum + one.count, 0)
    if (count === 0) return []
    const felt = feelings.map((feeling) => ({
      feeling,
      count: rows.reduce((sum, [, , other, one]) => (other === feeling ? sum + one : sum), 0),
    }))
    const sorted = categories.filter((one) => one.count > 0).sort((a, b) => b.count - a.count)
    return [
      {
        source,
        count,
        categories: sorted,
        feelings: felt.filter((one) => one.count > 0),
        most: sorted[0]?.count ?? 1,
      },
    ]
  })
}
