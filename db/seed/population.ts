// Inhabitants of the statistical areas by age band and gender. Invented; about 18,000 in all.
import type { AgeBand, PopulationCount } from './model.ts'
import { randomStream } from './random.ts'

export const populationYear = 2025
const bands: readonly AgeBand[] = ['0-15', '16-24', '25-44', '45-64', '65-79', '80+']

type Profile = readonly [number, number, number, number, number, number]

/** per cent by age band */
const young: Profile = [22, 13, 31, 22, 9, 3]
const family: Profile = [24, 9, 27, 26, 11, 3]
const central: Profile = [12, 13, 31, 22, 14, 8]
const elder: Profile = [15, 8, 20, 28, 22, 7]

const areas: Readonly<Record<string, readonly [people: number, profile: Profile]>> = {
  '9901S01': [2610, central],
  '9901S02': [1780, family],
  '9901S03': [840, elder],
  '9901S04': [620, elder],
  '9901S05': [2330, young],
  '9901S06': [2380, central],
  '9901S07': [1270, family],
  '9901S08': [2640, young],
  '9901S09': [290, elder],
  '9901S10': [1940, family],
  '9901S11': [130, central],
  '9901S12': [1210, elder],
}

export function populationOf(code: string): PopulationCount[] {
  const entry = areas[code]
  if (entry === undefined) throw new Error(`no population for ${code}`)
  const [people, profile] = entry
  const random = randomStream(`population ${code}`)
  return bands.flatMap((ageBand, index) => {
    const inBand = (people * (profile[index] as number)) / 100
    // more women than men among the oldest
    const women = (ageBand === '80+' ? 0.6 : 0.495) + random.between(-0.015, 0.015)
    return [
      { year: populationYear, ageBand, gender: 'woman' as const, people: Math.round(inBand * women) },
      { year: populationYear, ageBand, gender: 'man' as const, people: Math.round(inBand * (1 - women)) },
    ]
  })
}
