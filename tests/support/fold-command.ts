import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { readConfig } from '#lib/platform/config.ts'

/** A process that folds one municipality's crimes in small batches, for a test to kill. Says when it begins and ends. */
const [municipalityCode = ''] = process.argv.slice(2)
const database = await openDatabase(readConfig(process.env).database)
console.error('begins')
await foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock, batchSize: 250 })
console.error('ends')
await database.close()
