import type { Database } from '#lib/database/database.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import type { ColumnChoice } from './column-choice.ts'
import { attempted } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import { listOutside, locatePlaces, readDrafts, sortPlaces } from './place-reading.server.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterExamination } from './register-examination.ts'
import type { RegisterRequest } from './register.ts'

const examinedRows = 20_000
const drawnPlaces = 2000

/**
 * Looks at the first rows of a file of places by the code that takes it in, and writes nothing.
 *
 * @throws ProblemError unknown-municipality
 */
export async function examinePlaces(
  database: Database,
  request: RegisterRequest & { municipalityCode: string },
): Promise<RegisterExamination> {
  const { municipalityCode } = request
  const homes = await readHomes(database, municipalityCode)
  const problems: ProblemReason[] = []
  const seen: { columns: ColumnChoice | null } = { columns: null }
  const found = await attempted(problems, async () => {
    const file = await readRegister(request, (opened) =>
      readDrafts(opened, request, (columns) => (seen.columns = columns), examinedRows),
    )
    const { layout, places } = await locatePlaces(database, request, file)
    const { projection, corrected } = layout
    const { own, elsewhere } = await sortPlaces(database, places, homes, municipalityCode)
    const guessed = request.srid === null && file.srid === null
    return {
      own: own.get(municipalityCode) ?? [],
      elsewhere,
      position: { system: projection.system, guessed, corrected },
    }
  })
  const { own = [], elsewhere = [], position = null } = found ?? {}
  const drawn = own.slice(0, drawnPlaces)
  const outside = new Set((await listOutside(database, new Map([[municipalityCode, drawn]]))).map(({ row }) => row))
  return {
    columns: seen.columns,
    problems,
    position,
    rows: own.length,
    elsewhere: elsewhere.reduce((sum, { rows }) => sum + rows, 0),
    repaired: 0,
    areas: [],
    places: drawn.map(({ row, lngLat }) => ({ row, lngLat: [...lngLat], isOutside: outside.has(row) })),
  }
}
