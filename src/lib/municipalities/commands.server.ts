import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { reservedSlugs, type Gazetteer, type MunicipalityBoundary } from './municipality.ts'
import {
  deleteGazetteer,
  insertBasemapFeatures,
  insertPlaces,
  insertStreets,
  upsertAreas,
  upsertMunicipality,
  upsertPopulation,
} from './queries.server.ts'

/** Adds municipalities or gives them new boundaries, all or none; one audit entry each. */
export async function saveMunicipalities(
  database: Database,
  municipalities: readonly MunicipalityBoundary[],
  clock: Clock = systemClock,
): Promise<void> {
  refuseReservedSlugs(municipalities)
  const municipalityCodes = municipalities.map(({ code }) => code)
  await database.withContext({ role: 'import_worker', municipalityCodes, access: 'write' }, async (db) => {
    for (const municipality of municipalities) {
      await upsertMunicipality(db, municipality, clock.now())
      await appendAudit(
        db,
        {
          municipalityCode: municipality.code,
          act: 'municipality.save',
          subjectKind: 'municipality',
          subjectId: municipality.code,
          audience: 'shared',
          detail: { name: municipality.name, invented: municipality.invented },
        },
        clock,
      )
    }
  })
}

/** Replaces a municipality's own map: places, streets and ground anew, areas and their population updated by code. */
export async function replaceGazetteer(
  database: Database,
  municipalityCode: string,
  gazetteer: Gazetteer,
  clock: Clock = systemClock,
): Promise<void> {
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  await database.withContext(context, async (db) => {
    await deleteGazetteer(db, municipalityCode)
    await upsertAreas(db, municipalityCode, gazetteer.areas)
    await upsertPopulation(db, municipalityCode, gazetteer.areas)
    await insertPlaces(db, municipalityCode, gazetteer.places)
    await insertStreets(db, municipalityCode, gazetteer.streets)
    await insertBasemapFeatures(db, municipalityCode, gazetteer.basemap)
    await appendAudit(
      db,
      {
        municipalityCode,
        act: 'gazetteer.replace',
        subjectKind: 'municipality',
        subjectId: municipalityCode,
        audience: 'shared',
        detail: Object.fromEntries(Object.entries(gazetteer).map(([part, rows]) => [part, rows.length])),
      },
      clock,
    )
  })
}

function refuseReservedSlugs(municipalities: readonly MunicipalityBoundary[]): void {
  const refused = municipalities.filter(({ slug }) => reservedSlugs.includes(slug))
  if (refused.length === 0) return
  throw new ProblemError(
    'invalid-file',
    refused.map(({ slug }) => ({
      value: slug,
      reason: {
        sv: `"${slug}" är redan en adress i produkten och kan inte vara en kommuns namn i adressen.`,
        en: `"${slug}" is an address of the product already and cannot be a municipality's slug.`,
      },
    })),
  )
}
