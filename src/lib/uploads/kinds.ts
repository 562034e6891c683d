import { pointKinds } from '#lib/imports/import.ts'
import type { PointKind } from '#lib/imports/import.ts'
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

/** Whether a file of the kind says where things are, and so in what reference system. */
export function hasPositions(kind: UploadKind): boolean {
  return isPointKind(kind) || kind === 'areas' || kind === 'places'
}
