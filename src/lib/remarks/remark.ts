import type { Feeling, Theme } from '#lib/cells/category.ts'
import type { PointRecord } from '#lib/points/point.ts'

export const scopes = ['point', 'area', 'municipality', 'none'] as const
export type Scope = (typeof scopes)[number]

/** One statement (synpunkt): about a point, a named area, the whole municipality or no place. */
export interface RemarkRecord extends PointRecord {
  scope: Scope
  /** The code of a named area of the municipality, when `scope` is 'area'. */
  areaCode: string | null
  theme: Theme
  furtherThemes: readonly Theme[]
  feeling: Feeling
  feltLight: 'daylight' | 'dark' | null
  feltDay: 'weekday' | 'weekend' | null
  feltSeason: 'winter' | 'spring' | 'summer' | 'autumn' | null
  words: string
  suggestion: string | null
  receivedAt: Date
  /** Of a report by staff: its number where it came from. */
  caseReference?: string | null
  /** The place as a report by staff names it. */
  placeName?: string | null
}
