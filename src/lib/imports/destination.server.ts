import type { Source } from '#lib/cells/category.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'

import type { ImportRequest } from './import.ts'
import { destinations, type Destination } from './writer.server.ts'

/** What the police's own staff report: remarks that are theirs alone. */
const policeReports: Destination<'remark'> = {
  source: 'remark',
  role: 'police_import_worker',
  audience: 'police',
  add: (db, batch) => addRemarks(db, { ...batch, staffOf: 'police' }),
}

/** Where a file's rows go: to its source's own side, and reports by staff to the side whose staff it is. */
export function destinationOf<S extends Source>({
  source,
  kind,
  side,
}: Pick<ImportRequest, 'kind' | 'side'> & { source: S }): Destination<S> {
  // Reports by staff are remarks; the compiler can't follow that through the parameter.
  if (kind === 'incident-reports' && side === 'police') return policeReports as unknown as Destination<S>
  return destinations[source]
}
