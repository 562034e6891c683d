import { normaliseName } from './category-names.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { fieldWords, headingsOf } from './field.ts'
import { refuseFile } from './file-problem.ts'
import type { MappingChoice } from './mapping.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'

const coordinate = (field: 'longitude' | 'latitude' | 'east' | 'north') => ({
  words: fieldWords[field],
  headings: headingsOf(field).join(';'),
})

const placeFields = {
  name: {
    words: { sv: 'platsens namn', en: 'name of the place' },
    headings: 'namn; ortnamn; tätort; plats; benämning',
  },
  kind: { words: { sv: 'slag av plats', en: 'kind of place' }, headings: 'slag; platstyp; detaljtyp' },
  municipality: {
    words: { sv: 'kommun', en: 'municipality' },
    headings: 'kommunkod; kommun kod; municipality code; mun code; kom kod; knkod; kommun; kommunnamn',
  },
  longitude: coordinate('longitude'),
  latitude: coordinate('latitude'),
  east: coordinate('east'),
  north: coordinate('north'),
} as const satisfies FieldTable<string>

export type PlaceField = keyof typeof placeFields

const pairs = [
  ['longitude', 'latitude'],
  ['east', 'north'],
] as const

export interface PlaceDraft {
  row: number
  name: string
  kind: string
  /** As the file writes it; '' where it doesn't. */
  municipality: string
  east: number
  north: number
}

/** The columns of a file of places; of two positions the chosen one is read, else that in degrees. */
export function choosePlaceColumns(heading: readonly string[], choice: MappingChoice): ColumnChoice<PlaceField> {
  const all = chooseColumns<PlaceField>(placeFields, [['name']], heading, choice)
  const whole = pairs.filter((pair) => pair.every((field) => all.columns.some((column) => column.field === field)))
  const isChosen = (pair: (typeof pairs)[number]) =>
    all.columns.some(({ field, guessed }) => !guessed && pair.some((name) => name === field))
  const pair = whole.find(isChosen) ?? whole[0]
  if (pair === undefined) {
    throw refuseFile(
      `ingen kolumn är ett läge. Filens kolumner: ${heading.join(', ')}. Ange --map KOLUMN=longitude och --map KOLUMN=latitude, eller east och north`,
      `no column is a position. The file's columns: ${heading.join(', ')}. Add --map COLUMN=longitude and --map COLUMN=latitude, or east and north`,
      { row: 1, column: 'longitude, latitude' },
    )
  }
  const left = pairs.find((other) => other !== pair) ?? []
  const columns = all.columns.filter(({ field }) => !left.some((name) => name === field))
  const unread = all.columns.filter((column) => !columns.includes(column)).map(({ column }) => column)
  return { ...all, columns, unread: [...all.unread, ...unread] }
}

/** One place, or null with its faults. */
export function draftPlace(
  row: number,
  values: readonly string[],
  columns: ColumnChoice<PlaceField>,
  faults: Faults,
): PlaceDraft | null {
  const textOf = textsOf(columns, values)
  const inDegrees = columns.columns.some(({ field }) => field === 'longitude')
  const read = (field: PlaceField) => {
    const number = parseNumber(textOf(field))
    const reason = textOf(field) === '' ? reasons.empty : reasons.number
    if (number === null) faults.add(row, columnOf(columns, field), textOf(field), reason)
    return number
  }
  const east = read(inDegrees ? 'longitude' : 'east')
  const north = read(inDegrees ? 'latitude' : 'north')
  const name = textOf('name').replace(/\s+/g, ' ')
  if (name === '') faults.add(row, columnOf(columns, 'name'), '', reasons.empty)
  if (name === '' || east === null || north === null) return null
  return { row, name, kind: kindOf(textOf('kind')), municipality: textOf('municipality'), east, north }
}

/** Kinds as the basemap knows them; without one a place is a locality (tätort). */
function kindOf(text: string): string {
  return normaliseName(text).replaceAll(' ', '_') || 'locality'
}

/** EPSG code by the numbers, where neither file nor person says: degrees stay below 180. */
export function guessPlaceSystem(drafts: readonly PlaceDraft[]): number {
  const inDegrees = drafts.filter(({ east, north }) => Math.abs(east) <= 180 && Math.abs(north) <= 180).length
  return inDegrees * 2 >= drafts.length ? 4326 : 3006
}

/** Latitude before longitude, or northing before easting, as far as Sweden's own numbers tell. */
export function looksSwapped({ east, north }: PlaceDraft, srid: number): boolean {
  if (srid === 4326) return east >= 54 && east <= 71 && north >= 9 && north <= 26
  return east > 3_000_000 && north < 3_000_000
}
