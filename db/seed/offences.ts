// Offence groups with Swedish names of offences, when they happen, and how long the interval in a report is.
// Offences in close relations, indoors against a person's sexual integrity, against children and in the name of
// honour are not here: such crimes are never mapped.
import type { OffenceGroup } from './model.ts'
import type { DistrictStyle } from './town-plan-data.ts'

export interface Offence {
  group: OffenceGroup
  names: readonly string[]
  clock: keyof typeof clocks
  /** shortest and longest interval in minutes; drawn evenly on a logarithmic scale */
  interval: readonly [number, number]
  /** January to December, 1 is usual */
  seasons: keyof typeof seasons
}

/** weight of each hour of the day */
export const clocks = {
  night: [6, 6, 5, 3, 2, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 7],
  evening: [5, 3, 2, 1, 0.5, 0.3, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1, 1, 1.2, 2, 2.5, 3, 5, 7, 9, 10, 10, 8],
  shop: [0, 0, 0, 0, 0, 0, 0, 0, 0.5, 2, 3, 4, 5, 5, 6, 7, 8, 9, 7, 5, 3, 0.5, 0, 0],
  day: [1, 0.6, 0.5, 0.3, 0.3, 0.4, 1, 3, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 5, 4, 3, 3, 2, 1.5],
  even: [2, 1.5, 1.3, 1, 0.8, 0.7, 1, 1.6, 2, 2, 2, 2, 2.3, 2.3, 2.4, 2.6, 3, 3, 3, 3, 3, 3, 2.8, 2.4],
} as const

export const seasons = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.5, 0.5, 0.7, 1, 1.3, 1.5, 1.4, 1.5, 1.3, 1, 0.7, 0.5],
  winter: [1.3, 1.2, 1, 0.9, 0.8, 0.7, 0.9, 0.8, 0.9, 1.1, 1.3, 1.4],
  school: [0.9, 0.9, 1, 1.1, 1.2, 1, 0.7, 1, 1.2, 1.1, 1, 0.9],
} as const

const offence = (
  group: OffenceGroup,
  clock: Offence['clock'],
  season: Offence['seasons'],
  interval: readonly [number, number],
  names: string,
): Offence => ({ group, clock, seasons: season, interval, names: names.split('; ') })

export const offences: readonly Offence[] = [
  offence(
    'violence',
    'night',
    'even',
    [1, 15],
    'Misshandel, utomhus; Misshandel, inomhus, obekant; Grov misshandel, utomhus; Våld mot tjänsteman',
  ),
  offence('robbery', 'evening', 'winter', [1, 10], 'Personrån, utomhus; Rån mot butik; Försök till personrån, utomhus'),
  offence(
    'threats',
    'evening',
    'even',
    [1, 20],
    'Olaga hot, utomhus; Ofredande, utomhus; Hot mot tjänsteman; Olaga tvång',
  ),
  offence('sexual_offence', 'evening', 'summer', [1, 15], 'Sexuellt ofredande, utomhus; Blottning, utomhus'),
  offence(
    'burglary',
    'even',
    'winter',
    [180, 18000],
    'Inbrott i villa; Inbrott i källare eller vind; Inbrott i lägenhet; Inbrott i fritidshus; Inbrott i förråd; Inbrott i kontor eller verkstad',
  ),
  offence('bicycle_theft', 'even', 'summer', [60, 1800], 'Cykelstöld; Stöld av elcykel; Försök till cykelstöld'),
  offence(
    'vehicle_crime',
    'night',
    'even',
    [30, 1200],
    'Stöld ur motorfordon; Biltillgrepp; Stöld av moped; Stöld av drivmedel; Stöld av fordonsdel',
  ),
  offence('theft_from_person', 'shop', 'summer', [5, 120], 'Fickstöld; Väskryckning; Stöld från person, allmän plats'),
  offence('shoplifting', 'shop', 'even', [3, 30], 'Ringa stöld i butik; Stöld i butik'),
  offence(
    'theft',
    'day',
    'summer',
    [30, 2800],
    'Stöld, övrig; Stöld från byggarbetsplats; Stöld ur båt; Stöld på skola eller arbetsplats',
  ),
  offence(
    'damage',
    'night',
    'school',
    [30, 1000],
    'Skadegörelse, klotter; Skadegörelse på motorfordon; Skadegörelse, annan; Skadegörelse genom brand',
  ),
  offence(
    'drugs',
    'evening',
    'even',
    [1, 30],
    'Narkotikabrott, innehav; Narkotikabrott, eget bruk; Narkotikabrott, överlåtelse',
  ),
  offence('weapons', 'evening', 'even', [1, 20], 'Brott mot knivlagen; Vapenbrott'),
  offence(
    'disorder',
    'evening',
    'summer',
    [5, 90],
    'Förargelseväckande beteende; Brott mot ordningslagen; Våldsamt motstånd',
  ),
  offence(
    'other',
    'day',
    'even',
    [30, 1400],
    'Bedrägeri, övrigt; Hemfridsbrott; Olaga intrång; Trafikbrott, övrigt; Miljöbrott, nedskräpning',
  ),
]

type Mix = Readonly<Partial<Record<OffenceGroup, number>>>

/** How the spread background is made up in each kind of district. */
export const mixes: Readonly<Record<DistrictStyle, Mix>> = {
  grid: {
    violence: 12,
    robbery: 2,
    threats: 8,
    sexual_offence: 1.5,
    burglary: 6,
    bicycle_theft: 18,
    vehicle_crime: 6,
    theft_from_person: 8,
    shoplifting: 6,
    theft: 9,
    damage: 13,
    drugs: 6,
    weapons: 1,
    disorder: 6,
    other: 8,
  },
  blocks: {
    violence: 8,
    robbery: 1.5,
    threats: 8,
    sexual_offence: 1,
    burglary: 10,
    bicycle_theft: 20,
    vehicle_crime: 11,
    theft_from_person: 2,
    shoplifting: 3,
    theft: 10,
    damage: 16,
    drugs: 5,
    weapons: 0.8,
    disorder: 3,
    other: 9,
  },
  villas: {
    violence: 3,
    robbery: 0.5,
    threats: 5,
    sexual_offence: 0.6,
    burglary: 24,
    bicycle_theft: 13,
    vehicle_crime: 20,
    theft_from_person: 0.5,
    shoplifting: 1,
    theft: 14,
    damage: 12,
    drugs: 1.5,
    weapons: 0.3,
    disorder: 1.5,
    other: 12,
  },
  estate: {
    violence: 8,
    robbery: 1.5,
    threats: 9,
    sexual_offence: 1,
    burglary: 12,
    bicycle_theft: 20,
    vehicle_crime: 14,
    theft_from_person: 1,
    shoplifting: 2,
    theft: 9,
    damage: 18,
    drugs: 5,
    weapons: 1,
    disorder: 3,
    other: 8,
  },
  works: {
    violence: 2,
    threats: 3,
    burglary: 18,
    bicycle_theft: 5,
    vehicle_crime: 24,
    shoplifting: 3,
    theft: 25,
    damage: 14,
    other: 12,
  },
  sports: {
    violence: 5,
    threats: 5,
    bicycle_theft: 34,
    theft_from_person: 6,
    theft: 20,
    damage: 20,
    drugs: 4,
    disorder: 4,
    vehicle_crime: 10,
  },
}

/** How the planted concentrations of crimes are made up. */
export const plantedMixes: Readonly<Record<string, Mix>> = {
  station: {
    violence: 22,
    threats: 14,
    robbery: 7,
    disorder: 16,
    drugs: 14,
    theft_from_person: 9,
    damage: 9,
    bicycle_theft: 6,
    weapons: 2,
    sexual_offence: 2,
  },
  tunnel: { robbery: 20, threats: 20, damage: 26, drugs: 15, violence: 12, sexual_offence: 4, weapons: 3 },
  retail: { shoplifting: 44, vehicle_crime: 30, theft: 16, theft_from_person: 7, bicycle_theft: 3 },
}
