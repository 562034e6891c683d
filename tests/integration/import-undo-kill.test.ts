import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Database } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation, runScriptOn } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { seededRandom } from '../support/mutation.ts'

const isFull = process.env['PROOF'] === 'full'
const kills = isFull ? 20 : 1
/** Several batches. */
const rowsOfFile = isFull ? 40_000 : 8000
const municipalityCode = '9903'

const installation = await createTestInstallation()
const write = madeFiles()

const seed = Number(process.env['SEED'] ?? (isFull ? Date.now() % 1_000_000 : 1))
const random = seededRandom(seed)
console.log(`kill moments: SEED=${seed}`)

const rows = Array.from({ length: rowsOfFile }, (_, index) => {
  const place = index % 20 === 0 ? ',' : `${18 + (index % 97) / 1000},${59 + (index % 89) / 1000}`
  return `Cykelstöld,2024-${String(1 + (index % 12)).padStart(2, '0')}-15,${place},${index}`
})
const path = write('file.csv', ['Brottstyp,Datum,Longitud,Latitud,Plats', ...rows].join('\n'))

beforeAll(() =>
  opened((database) =>
    addTestMunicipality(database, {
      code: municipalityCode,
      name: 'Avbrottet',
      slug: 'avbrottet',
      boundary: boxBoundary(18, 59, 19, 60),
    }),
  ),
)

test(
  `kill -9 at ${kills} random moments of an undo leave the whole import or nothing of it`,
  { timeout: isFull ? 1_800_000 : 480_000 },
  async () => {
    const measured = await runUndo(await opened(importAgain))
    expect(measured.exitCode, measured.errors).toBe(0)
    for (let kill = 0; kill < kills; kill++) {
      const id = await opened(importAgain)
      const ended = await runUndo(id, random() * measured.milliseconds)
      const state = await opened((database) => readState(database, id))
      expect([
        { isUndone: true, rows: 0, undos: 1, differences: 0 },
        { isUndone: false, rows: rowsOfFile, undos: 0, differences: 0 },
      ]).toContainEqual(state)
      console.log(`undo ${kill}: ${ended.exitCode === null ? 'killed' : 'ended'}, ${state.rows} rows left`)
    }
  },
)

/** The file once more: whole again if it was undone, and there already if not. @returns the import its rows came with */
async function importAgain(database: Database): Promise<string> {
  const { added, alreadyPresent } = await importPoints(database, anImport('crime', path))
  expect([added, alreadyPresent].sort()).toEqual([0, rowsOfFile].sort())
  const logged = await listImports(database, 'police', municipalityCode)
  return logged.find((entry) => entry.added === rowsOfFile && entry.undoneAt === null)?.id ?? ''
}

function runUndo(id: string, killAfterMilliseconds?: number) {
  return runScriptOn(installation, {
    command: ['scripts/import.ts', 'undo', id, '--municipality', municipalityCode],
    begins: 'undoing',
    ...(killAfterMilliseconds === undefined ? {} : { killAfterMilliseconds }),
  })
}

async function opened<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(installation.config)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function readState(database: Database, id: string) {
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const [state] = await database.withContext(context, (db) =>
    db.query<{ isUndone: boolean; rows: number; undos: number }>(sql`
      select undone_at is not null as "isUndone",
        (select count(*)::int from police.crime where municipality_code = ${municipalityCode}) as rows,
        (select count(*)::int from audit_entry
          where municipality_code = ${municipalityCode} and act = 'import.undo' and subject_id = ${id}) as undos
      from import where municipality_code = ${municipalityCode} and id = ${id}::uuid
    `),
  )
  if (state === undefined) throw new Error(`the log has no import ${id}`)
  const { total } = await verifyCounts(database, { municipalityCode, side: 'police' })
  return { ...state, differences: total }
}
