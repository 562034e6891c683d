import type { StreetKind } from './model.ts'
import type { Line } from './plane.ts'

/** A named street or path, in pieces, on the island's own plane. */
export interface Street {
  name: string
  kind: StreetKind
  lines: Line[]
}
