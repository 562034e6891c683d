import sql from 'sql-template-tag'

import { appendAudit } from '#lib/audit/commands.server.ts'
import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { addCrimes, saveCrimeAreaCounts } from '#lib/crimes/commands.server.ts'
import { upsertPoliceEvents } from '#lib/crimes/police-event-queries.server.ts'
import type { Database, Role, Transaction } from '#lib/database/database.ts'
import { identityOf } from '#lib/imports/identity.server.ts'
import { replaceGazetteer, saveMunicipalities } from '#lib/municipalities/commands.server.ts'
import { upsertSurveyValues } from '#lib/municipalities/survey-queries.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addObservations, addWalk } from '#lib/walks/commands.server.ts'
import type { Demo, DemoSurveyValue } from './demo.ts'

const batchSize = 1000
const demoSeeded = 'demo.seed'

/** Called as each part begins, for a person who waits. */
export type Progress = (part: { sv: string; en: string }) => void

/**
 * Writes the demo kommun through the same paths as everything else. Its ids are the generator's, so a load that was
 * interrupted is simply done again; one that finished is left alone.
 *
 * @returns false when the demo was there already
 */
export async function loadDemo(database: Database, generate: () => Demo, onProgress: Progress): Promise<boolean> {
  if (await isLoaded(database)) return false
  onProgress({ sv: 'Ritar den påhittade kommunen …', en: 'Drawing the invented municipality …' })
  const demo = generate()
  await saveMunicipalities(database, [{ ...demo, invented: true }])
  await replaceGazetteer(database, demo.code, demo)
  onProgress({ sv: 'Lägger in synpunkter och vandringar …', en: 'Adding remarks and walks …' })
  await inContext(database, demo, 'import_worker', (db) => loadMunicipalitySide(db, demo))
  onProgress({ sv: 'Lägger in anmälda brott …', en: 'Adding reported crimes …' })
  await inContext(database, demo, 'police_import_worker', (db) => loadPoliceSide(db, demo))
  onProgress({ sv: 'Räknar rutor …', en: 'Counting cells …' })
  for (const side of ['municipality', 'police'] as const) {
    await foldMunicipality(database, { municipalityCode: demo.code, side, clock: systemClock })
  }
  await inContext(database, demo, 'import_worker', (db) => markLoaded(db, demo))
  return true
}

async function loadMunicipalitySide(db: Transaction, demo: Demo): Promise<void> {
  const shared = { people: 1, audience: 'shared' } as const
  const batch = { municipalityCode: demo.code, importId: null }
  await addRemarks(db, { ...batch, records: demo.remarks.map((remark) => ({ ...shared, ...remark })) })
  for (const walk of demo.walks) {
    await addWalk(db, demo.code, { ...walk, route: walk.route.coordinates.map(([lng = 0, lat = 0]) => [lng, lat]) })
    const records = walk.observations.map((observation) => ({
      ...shared,
      ...observation,
      walkId: walk.id,
      precisionMeters: 10,
    }))
    await addObservations(db, { ...batch, records })
  }
  const handOver = { giver: 'Polisen (påhittat)', handedOverOn: '2026-02-02', reference: 'A000.001/2026' }
  await saveCrimeAreaCounts(
    db,
    demo.code,
    demo.crimeAreaCounts.map((count) => ({ ...count, ...handOver })),
  )
  const surveyValues = demo.surveyValues.map((value) => ({ ...value, id: surveyId(demo.code, value) }))
  await upsertSurveyValues(db, demo.code, surveyValues, null)
  await upsertPoliceEvents(db, demo.code, demo.policeEvents, { asOf: new Date('2026-09-30T00:00:00Z'), importId: null })
}

/** As an import of the same values would make it, so that a file of them changes nothing. */
function surveyId(
  municipalityCode: string,
  { survey, question, answer, areaCode, year, month }: DemoSurveyValue,
): string {
  return identityOf({ municipalityCode, survey, question, answer, areaCode, year, month })
}

async function loadPoliceSide(db: Transaction, demo: Demo): Promise<void> {
  const records = demo.crimes.map((crime) => ({
    ...crime,
    people: 1,
    audience: 'police' as const,
    caseReference: null,
  }))
  for (let start = 0; start < records.length; start += batchSize) {
    const batch = records.slice(start, start + batchSize)
    await addCrimes(db, { municipalityCode: demo.code, importId: null, records: batch })
  }
}

async function isLoaded(database: Database): Promise<boolean> {
  const context = { role: 'kommun_request', municipalityCodes: ['9901'], access: 'read' } as const
  const rows = await database.withContext(context, (db) =>
    db.query(sql`select 1 from audit_entry where municipality_code = '9901' and act = ${demoSeeded}`),
  )
  return rows.length > 0
}

async function markLoaded(db: Transaction, demo: Demo): Promise<void> {
  await appendAudit(db, {
    municipalityCode: demo.code,
    act: demoSeeded,
    subjectKind: 'municipality',
    subjectId: demo.code,
    audience: 'shared',
    detail: {
      remarks: demo.remarks.length,
      walks: demo.walks.length,
      observations: demo.walks.flatMap(({ observations }) => observations).length,
      crimes: demo.crimes.length,
    },
  })
}

function inContext(
  database: Database,
  demo: Demo,
  role: Role,
  work: (db: Transaction) => Promise<void>,
): Promise<void> {
  return database.withContext({ role, municipalityCodes: [demo.code], access: 'write' }, work)
}
