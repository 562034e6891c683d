import type { Feeling, Theme } from '#lib/cells/category.ts'
import type { LngLat, PointRecord } from '#lib/points/point.ts'

/** A safety walk (trygghetsvandring). `heldOn` is 'YYYY-MM-DD'. */
export interface WalkRecord {
  id: string
  name: string
  heldOn: string
  route: readonly LngLat[]
}

/** One point on a walk (iakttagelse); `walkId` is null for observations that came without one. */
export interface ObservationRecord extends PointRecord {
  walkId: string | null
  theme: Theme
  feeling: Feeling
  words: string
  observedAt: Date
}
