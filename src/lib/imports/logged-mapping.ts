import * as v from 'valibot'

import { referenceSystemNames, type ReferenceSystem } from './coordinate.ts'
import { fieldWords } from './field.ts'
import { isRegister, type ImportKind } from './logged-import.ts'
import type { Words } from './reason.ts'
import { fieldsOfRegister } from './register-fields.ts'

/** How a logged file was read, as a page shows it. */
export interface LoggedMapping {
  columns: readonly { column: string; field: string; words: Words | null; guessed: boolean }[]
  set: readonly { field: string; words: Words | null; value: string }[]
  unread: readonly string[]
  /** Null for a file without positions. */
  crs: { code: string; name: string | null } | null
  /** Marked as addresses that are not the place: longitude, latitude. */
  notPlaces: readonly (readonly [lng: number, lat: number])[]
}

const words = v.object({ sv: v.string(), en: v.string() })
const column = v.object({
  column: v.string(),
  field: v.string(),
  words: v.optional(words),
  guessed: v.optional(v.boolean(), false),
})
const schema = v.object({
  columns: v.optional(v.array(column), []),
  set: v.optional(v.record(v.string(), v.string()), {}),
  unread: v.optional(v.array(v.string()), []),
  crs: v.nullish(v.string(), null),
  srid: v.nullish(v.number(), null),
  notPlaces: v.optional(v.array(v.tuple([v.number(), v.number()])), []),
})

/**
 * The log keeps a mapping as its import wrote it, and entries outlive versions of the product: what cannot be read is left
 * out rather than refused.
 */
export function readLoggedMapping(mapping: unknown, kind: ImportKind): LoggedMapping {
  const known = isRegister(kind) ? fieldsOfRegister(kind) : pointFields
  const wordsOf = (field: string) => known.find((one) => one.field === field)?.words ?? null
  const result = v.safeParse(schema, mapping)
  if (!result.success) return { columns: [], set: [], unread: [], crs: null, notPlaces: [] }
  const { columns, set, unread, crs, srid, notPlaces } = result.output
  const code = crs ?? (srid === null ? null : `EPSG:${srid}`)
  return {
    columns: columns.map((one) => ({ ...one, words: one.words ?? wordsOf(one.field) })),
    set: Object.entries(set).map(([field, value]) => ({ field, words: wordsOf(field), value })),
    unread,
    crs: code === null ? null : { code, name: referenceSystemNames[code as ReferenceSystem] ?? null },
    notPlaces,
  }
}

const pointFields = Object.entries(fieldWords).map(([field, words]) => ({ field, words }))
