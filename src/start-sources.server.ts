import type { StartSource } from '#lib/start/start.ts'
import { gapsInSources } from '#lib/start/gap-items.server.ts'
import { newImports } from '#lib/start/import-items.server.ts'
import { undecidedWords, waitingFiles } from '#lib/start/waiting-items.server.ts'

/** Every domain that has something to say on the start page and in the weekly brief. */
export const startSources: readonly StartSource[] = [newImports, waitingFiles, undecidedWords, gapsInSources]
