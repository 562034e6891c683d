import type { Database } from '#lib/database/database.ts'

import { importAreas } from './area-commands.server.ts'
import type { AreaReport } from './area-commands.server.ts'
import type { ColumnWatcher, RegisterKind, RegisterRequest } from './register.ts'

export type AnyRegisterReport = AreaReport

const imports = {
  areas: importAreas,
} as const satisfies Record<
  RegisterKind,
  (database: Database, request: RegisterRequest, watch: ColumnWatcher) => Promise<AnyRegisterReport>
>

/** Takes in one file that is not points, by its kind. */
export function importRegister(
  database: Database,
  kind: RegisterKind,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
): Promise<AnyRegisterReport> {
  return imports[kind](database, request, watch)
}
