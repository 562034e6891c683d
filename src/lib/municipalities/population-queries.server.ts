import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { PopulationCount } from './municipality.ts'

/** People of one area, year, age band and gender. */
export interface AreaPopulation extends PopulationCount {
  areaCode: string
}

export async function listPopulation(
  db: Transaction,
  municipalityCode: string,
  years: readonly number[],
): Promise<AreaPopulation[]> {
  return db.query<AreaPopulation>(sql`
    select area.code as "areaCode", year::int as year, age_band as "ageBand", gender, people
    from area_population as population
    join area on area.municipality_code = population.municipality_code and area.id = population.area_id
    where population.municipality_code = ${municipalityCode} and area.municipality_code = ${municipalityCode}
      and year = any(${years}::smallint[])
    order by area.code, year, age_band, gender
  `)
}

/** Clears whole years of areas; both lists in step. */
export async function deletePopulation(
  db: Transaction,
  municipalityCode: string,
  areaYears: readonly { areaCode: string; year: number }[],
): Promise<void> {
  await db.execute(sql`
    delete from area_population as population
    using
      area,
      unnest(
        ${areaYears.map(({ areaCode }) => areaCode)}::text[], ${areaYears.map(({ year }) => year)}::smallint[]
      ) as given (area_code, year)
    where population.municipality_code = ${municipalityCode} and area.municipality_code = ${municipalityCode}
      and area.code = given.area_code and population.area_id = area.id and population.year = given.year
  `)
}

export async function insertPopulation(
  db: Transaction,
  municipalityCode: string,
  counts: readonly AreaPopulation[],
  importId: string | null,
): Promise<void> {
  await db.execute(sql`
    insert into area_population (municipality_code, area_id, year, age_band, gender, people, import_id)
    select ${municipalityCode}, area.id, given.year, given.age_band, given.gender, given.people, ${importId}::uuid
    from unnest(
      ${counts.map(({ areaCode }) => areaCode)}::text[], ${counts.map(({ year }) => year)}::smallint[],
      ${counts.map(({ ageBand }) => ageBand)}::text[], ${counts.map(({ gender }) => gender)}::text[],
      ${counts.map(({ people }) => people)}::int[]
    ) as given (area_code, year, age_band, gender, people)
    join area on area.municipality_code = ${municipalityCode} and area.code = given.area_code
  `)
}
