import { normaliseName } from './category-names.ts'
import type { ReferenceSystem } from './coordinate.ts'
import type { DateOrder } from './day.ts'
import type { MappingChoice } from './mapping.ts'

/** How a municipality's last file of some shape was read, offered for the next one. */
export interface SavedColumns {
  choice: MappingChoice
  /** Null for a file without positions. */
  crs: ReferenceSystem | null
  dateOrder: DateOrder | null
  savedAt: Date
  savedBy: string
}

interface Readable {
  choice: MappingChoice
  system: ReferenceSystem | null
  dateOrder: DateOrder | null
}

/** What a person says now goes before what was saved: for a column, for the field it was read as, for the rest. */
export function applySaved<Asked extends Readable>(asked: Asked, saved: SavedColumns): Asked {
  const { choice } = asked
  const columns = new Set(Object.keys(choice.map).map(normaliseName))
  const fields = new Set([...Object.values(choice.map), ...Object.keys(choice.set)])
  // '' says that nothing is read from a column, which may be said of several.
  const isFree = (field: string) => field === '' || !fields.has(field)
  const map = Object.entries(saved.choice.map).filter(
    ([column, field]) => !columns.has(normaliseName(column)) && isFree(field),
  )
  const set = Object.entries(saved.choice.set).filter(([field]) => isFree(field))
  return {
    ...asked,
    choice: { map: { ...Object.fromEntries(map), ...choice.map }, set: { ...Object.fromEntries(set), ...choice.set } },
    system: asked.system ?? saved.crs,
    dateOrder: asked.dateOrder ?? saved.dateOrder,
  }
}
