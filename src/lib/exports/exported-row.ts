import type { Audience, Feeling, OffenceGroup, Theme } from '#lib/cells/category.ts'
import type { LngLat } from '#lib/points/point.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'

/** What every source's row has, as it is read for a file. */
interface PointOfFile {
  id: string
  /** Null for one that came in by itself. */
  importId: string | null
  lng: number | null
  lat: number | null
  precisionMeters: number
}

export interface CrimeOfFile extends PointOfFile {
  offenceGroup: OffenceGroup
  offenceName: string
  caseReference: string | null
  placeName: string | null
  occurredFrom: Date | null
  occurredTo: Date | null
  reportedAt: Date | null
}

interface SpokenOfFile extends PointOfFile {
  theme: Theme
  feeling: Feeling
  words: string
  people: number
  audience: Audience
}

export interface RemarkOfFile extends SpokenOfFile, Pick<RemarkRecord, 'feltLight' | 'feltDay' | 'feltSeason'> {
  furtherThemes: readonly Theme[]
  suggestion: string | null
  areaCode: string | null
  receivedAt: Date
}

export interface ObservationOfFile extends SpokenOfFile {
  walkName: string | null
  observedAt: Date
}

export interface RowBySource {
  crime: CrimeOfFile
  remark: RemarkOfFile
  observation: ObservationOfFile
}

export type ExportedValue = string | number | Date | null

/** One row of any source, ready to be written in any format; the values in the order of its source's columns. */
export interface ExportedPoint {
  lngLat: LngLat | null
  values: readonly ExportedValue[]
  importId: string | null
}

export interface ExportColumn {
  heading: string
  kind: 'text' | 'integer' | 'instant'
}
