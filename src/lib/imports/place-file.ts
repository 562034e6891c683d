import { normaliseName } from './category-names.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { fieldWords, headingsOf, positionFields } from './field.ts'
import type { PositionField } from './field.ts'
import { refuseFileFor, statesPosition } from './file-problem.ts'
import type { Mapping, MappingChoice } from './mapping.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'
import type { RowText } from './row.ts'

const coordinate = (field: PositionField) => ({
  words: fieldWords[field],
  headings: headingsOf(field).join(';'),
})

/** What its columns may be. */
export const placeFields = {
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
  x: coordinate('x'),
  y: coordinate('y'),
} as const satisfies FieldTable<string>

export type PlaceField = keyof typeof placeFields

const pairs = [
  ['longitude', 'latitude'],
  ['east', 'north'],
  ['x', 'y'],
] as const

export interface PlaceDraft {
  row: number
  name: string
  kind: string
  /** As the file writes it; '' where it doesn't. */
  municipality: string
  /** Both coordinates as they are written, by field. */
  texts: RowText
}

/** The columns of a file of places; of two positions the chosen one is read, else that in degrees. */
export function choosePlaceColumns(heading: readonly string[], choice: MappingChoice): ColumnChoice<PlaceField> {
  const all = chooseColumns<PlaceField>(placeFields, [['name']], heading, choice)
  const whole = pairs.filter((pair) => pair.every((field) => all.columns.some((column) => column.field === field)))
  const isChosen = (pair: (typeof pairs)[number]) =>
    all.columns.some(({ field, guessed }) => !guessed && pair.some((name) => name === field))
  const pair = whole.find(isChosen) ?? whole[0]
  if (pair === undefined) {
    throw refuseFileFor(
      {
        sv: 'ingen kolumn är ett läge',
        en: 'no column is a position',
        command: statesPosition(heading),
      },
      { row: 1, column: 'longitude, latitude' },
    )
  }
  const left = pairs.filter((other) => other !== pair).flat()
  const columns = all.columns.filter(({ field }) => !left.some((name) => name === field))
  const unread = all.columns.filter((column) => !columns.includes(column)).map(({ column }) => column)
  return { ...all, columns, unread: [...all.unread, ...unread] }
}

/** The columns of the position, as files of points have theirs. */
export function positionMapping({ columns }: ColumnChoice<PlaceField>): Pick<Mapping, 'columns'> {
  return {
    columns: columns.flatMap(({ field, ...column }) => (isPositionField(field) ? [{ ...column, field }] : [])),
  }
}

function isPositionField(field: PlaceField): field is PositionField {
  return positionFields.some((name) => name === field)
}

/** One place, or null with its faults. */
export function draftPlace(
  row: number,
  values: readonly string[],
  columns: ColumnChoice<PlaceField>,
  faults: Faults,
): PlaceDraft | null {
  const textOf = textsOf(columns, values)
  const texts: RowText = {}
  for (const { column, field } of columns.columns) {
    if (!isPositionField(field)) continue
    const text = textOf(field)
    if (parseNumber(text) === null) faults.add(row, column, text, text === '' ? reasons.empty : reasons.number)
    else texts[field] = text
  }
  const name = textOf('name').replace(/\s+/g, ' ')
  if (name === '') faults.add(row, columnOf(columns, 'name'), '', reasons.empty)
  if (name === '' || Object.keys(texts).length < 2) return null
  return { row, name, kind: kindOf(textOf('kind')), municipality: textOf('municipality'), texts }
}

/** Kinds as the basemap knows them; without one a place is a locality (tätort). */
function kindOf(text: string): string {
  return normaliseName(text).replaceAll(' ', '_') || 'locality'
}
