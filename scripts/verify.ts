import { parseArgs } from 'node:util'

import type { Difference } from '#lib/cells/verify-queries.server.ts'
import {
  rebuildCounts,
  verifyCounts,
  type CountsOfMunicipality,
  type Verification,
} from '#lib/cells/verification.server.ts'
import { parseCell } from '#lib/cells/filter.ts'
import { cellToHex, resolutionOf } from '#lib/cells/h3.ts'
import { describePeriod } from '#lib/cells/period.ts'
import { coarsestLevel, wholeMunicipality, withoutCell } from '#lib/cells/roll-up.ts'
import { describeSlot } from '#lib/cells/slot.ts'
import type { Database } from '#lib/database/database.ts'
import { migrate } from '#lib/database/migrate.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { closeQuietly } from '#lib/database/prepare.server.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { runCommand } from '#lib/platform/command.server.ts'
import { readConfig } from '#lib/platform/config.ts'
import { ProblemError } from '#lib/platform/problem.ts'

const help = `
npm run verify -- counts [--municipality KOD [--cell H3]] [--rebuild]
  Räknar om alla punkter och jämför med kartans antal. Skriver ut det som skiljer, och slutar då med felkod 1.
  Counts all points anew and compares with the counts of the map. Prints what differs, and then exits with 1.

  --municipality KOD   bara den kommunen / that municipality only
  --cell H3            bara den cellen och de i den, på upplösning 5 eller grövre / that cell and those in it only, at
                       resolution 5 or coarser
  --rebuild            gör först om antalen från punkterna, medan systemet används / makes the counts anew from the
                       points first, while the system is in use

  DATABASE_URL, DATABASE_URL_POLICE · DATA_DIR (inbyggd databas / embedded database)
`

interface Options {
  municipality: string | undefined
  cell: bigint | undefined
  rebuild: boolean
}

await runCommand({
  help,
  run: async (args) => {
    const options = readOptions(args)
    if (options === null) {
      console.error(help.trim())
      return 2
    }
    const database = await openDatabase(readConfig(process.env).database)
    try {
      if (database.engine === 'embedded') await migrate(database)
      return await verifyAll(database, options)
    } finally {
      await closeQuietly(database)
    }
  },
})

function readOptions(args: string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        municipality: { type: 'string' },
        cell: { type: 'string' },
        rebuild: { type: 'boolean', default: false },
      },
    })
    if (positionals.join() !== 'counts') return null
    const cell = values.cell === undefined ? undefined : parseCell(values.cell)
    if (cell !== undefined && (values.municipality === undefined || resolutionOf(cell) > coarsestLevel)) return null
    return { municipality: values.municipality, cell, rebuild: values.rebuild }
  } catch {
    return null
  }
}

async function verifyAll(database: Database, { municipality, cell, rebuild }: Options): Promise<number> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  const known = await database.withContext(context, listMunicipalities)
  const chosen = known.filter(({ code }) => municipality === undefined || code === municipality)
  if (municipality !== undefined && chosen.length === 0) throw new ProblemError('unknown-municipality')
  let different = 0
  for (const side of ['municipality', 'police'] as const) {
    try {
      for (const { code } of chosen) {
        const subject = { municipalityCode: code, side, ...(cell === undefined ? {} : { cell }) }
        different += await verifySide(database, subject, rebuild)
      }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'police-side-not-connected') throw error
      const { title } = error.toProblem()
      console.warn(`${title.sv} Brotten är inte granskade. / ${title.en} Crimes have not been verified.`)
    }
  }
  console.log(
    different === 0
      ? `Alla antal stämmer i ${chosen.length} kommuner. / All counts agree in ${chosen.length} municipalities.`
      : `${different} antal stämmer inte. Gör om dem med --rebuild. / ${different} counts do not agree. Make them anew with --rebuild.`,
  )
  return different === 0 ? 0 : 1
}

async function verifySide(database: Database, subject: CountsOfMunicipality, rebuild: boolean): Promise<number> {
  if (rebuild) await rebuildCounts(database, { ...subject, clock: systemClock })
  const verification = await verifyCounts(database, subject)
  if (verification.total > 0) console.log(describe(verification))
  return verification.total
}

function describe({ municipalityCode, side, total, differences }: Verification): string {
  const where = side === 'police' ? 'anmälda brott / crimes' : 'synpunkter och iakttagelser / remarks and observations'
  const rest = total - differences.length
  return [
    `${municipalityCode}, ${where}: ${total}`,
    ...differences.map((difference) => `  ${describeDifference(difference)}`),
    ...(rest > 0 ? [`  … och ${rest} till / and ${rest} more`] : []),
  ].join('\n')
}

const placesWithoutCell = new Map([
  [withoutCell, 'utan cell / without cell'],
  [wholeMunicipality, 'hela kommunen / whole municipality'],
])

function describeDifference(difference: Difference): string {
  const { res, period, cell, audience, slot, countedN, countedW, pointsN, pointsW } = difference
  const what = slot === 0 ? 'summa / sum' : Object.values(describeSlot(slot)).slice(1).join(' ')
  const place = placesWithoutCell.get(cell) ?? cellToHex(cell)
  const counts = `antal / counted ${countedN} (${countedW}), punkter / points ${pointsN} (${pointsW})`
  return `res ${res}, ${describePeriod(period)}, ${place}, ${audience}, ${what.trim()}: ${counts}`
}
