import { fieldsOf, fieldWords } from '#lib/imports/field.ts'
import { pointKinds } from '#lib/imports/import.ts'
import type { PointKind } from '#lib/imports/import.ts'
import type { Words } from '#lib/imports/reason.ts'
import type { Source } from '#lib/cells/category.ts'

import type { UploadKind } from './upload.ts'

export function isPointKind(kind: UploadKind): kind is PointKind {
  return (pointKinds as readonly string[]).includes(kind)
}

/** Incident reports are remarks: the staff's own. */
export function sourceOfKind(kind: PointKind): Source {
  if (kind === 'crimes') return 'crime'
  return kind === 'observations' ? 'observation' : 'remark'
}

/** What a column of such a file can be, with its words; position first. */
export function fieldsOfKind(kind: UploadKind): readonly { field: string; words: Words }[] {
  if (!isPointKind(kind)) return []
  return fieldsOf(sourceOfKind(kind)).map((field) => ({ field, words: fieldWords[field] }))
}
