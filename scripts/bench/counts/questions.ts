/** What is asked: four views of the map by five filters, as a person at the workspace would. */
import type { Box } from '#lib/cells/cover.ts'
import type { CellFilter, CellQuery } from '#lib/cells/filter.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { municipalityCode } from './load.ts'

export interface BenchQuestion {
  viewport: string
  filter: string
  query: CellQuery
}

/** In and round the largest city, where there is most to count. */
const viewports: readonly { name: string; resolution: number; box: Box }[] = [
  { name: 'country', resolution: 5, box: [10.5, 55.2, 24.2, 69.1] },
  { name: 'county', resolution: 7, box: [17.0, 58.7, 19.0, 60.1] },
  { name: 'city', resolution: 9, box: [17.865, 59.242, 18.265, 59.422] },
  { name: 'neighbourhood', resolution: 11, box: [18.03, 59.322, 18.1, 59.342] },
]

const everything: CellFilter = {
  municipalityCode,
  sources: null,
  categories: null,
  feelings: null,
  fromMonth: null,
  toMonth: null,
}
/** A theme of remarks and observations and a group of crimes at once. */
const category = { categories: ['threats'] } as const
/** July to June: as far from whole years as twelve months can be. */
const months = { fromMonth: monthNumber(2023, 7), toMonth: monthNumber(2024, 6) }

const filters: readonly { name: string; filter: CellFilter }[] = [
  { name: 'all', filter: everything },
  { name: 'one category', filter: { ...everything, ...category } },
  { name: 'unaligned 12 months', filter: { ...everything, ...months } },
  { name: 'category and months', filter: { ...everything, ...category, ...months } },
  { name: 'two sources', filter: { ...everything, sources: ['remark', 'crime'] } },
]

export const questions: readonly BenchQuestion[] = viewports.flatMap(({ name, resolution, box }) =>
  filters.map((asked) => ({ viewport: name, filter: asked.name, query: { filter: asked.filter, box, resolution } })),
)
