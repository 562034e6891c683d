import type { SavedColumns } from '#lib/imports/saved-columns.ts'

import type { ExaminedColumn, SavedChoice } from './examination.ts'
import { sridOf } from './requests.ts'

/** Each column of the heading, read or not. A heading that stands twice is read where it stands first. */
export function columnsOf(
  heading: readonly string[],
  read: readonly { column: string; field: string; guessed: boolean }[],
): ExaminedColumn[] {
  const unread = [...read]
  return heading.map((column) => {
    const index = unread.findIndex((candidate) => candidate.column === column)
    const [found] = index < 0 ? [] : unread.splice(index, 1)
    return { column, field: found?.field ?? null, guessed: found?.guessed ?? false }
  })
}

/** How the last file of the shape was read, as it is kept with the upload. */
export function savedOf(saved: SavedColumns | null): SavedChoice | null {
  if (saved === null) return null
  const { choice, crs, dateOrder, savedAt, savedBy } = saved
  const srid = crs === null ? null : sridOf(crs)
  return { map: choice.map, set: choice.set, srid, dateOrder, savedAt: savedAt.toISOString(), savedBy }
}
