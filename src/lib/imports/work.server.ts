import type { Source } from '#lib/cells/category.ts'
import type { Clock } from '#lib/platform/clock.ts'

import type { FileCategories } from './category-commands.server.ts'
import type { CheckedFile } from './checked-file.ts'
import type { ImportRequest, Watcher } from './import.ts'
import type { Understood } from './understanding.server.ts'

/** One file, checked, and all that was said of it. */
export interface Work<S extends Source> {
  request: ImportRequest & { source: S }
  understood: Understood<S>
  categories: FileCategories
  checked: CheckedFile
  watch: Watcher
  clock: Clock
}
