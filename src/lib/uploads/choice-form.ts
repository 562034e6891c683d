import { noChoice, readChoice } from './choice.ts'
import type { UploadChoice } from './choice.ts'
import type { StoredExamination } from './examination.ts'
import type { Upload } from './upload.ts'

/** What the page's form says of a file, as a choice: only what differs from the guesses is chosen. */

/** Boxes that stand elsewhere on the page belong to the form by its id. */
export const correctionFormId = 'correction'

/** Names of the form's fields; those with a number have one for each column, value or word. */
export const names = {
  column: (index: number) => `column.${index}`,
  setField: (index: number) => `set-field.${index}`,
  setValue: (index: number) => `set-value.${index}`,
  word: (index: number) => `word.${index}`,
  category: (index: number) => `category.${index}`,
} as const

type Asked = Pick<Upload, 'choice' | 'examination'>

/** Null when the form holds what no form of ours does. */
export function readChoiceForm(form: FormData, { choice, examination }: Asked): UploadChoice | null {
  const textOf = (name: string) => String(form.get(name) ?? '').trim()
  const layer = textOf('layer') || null
  return readChoice({
    ...noChoice,
    map: readMap(textOf, examination, choice, layer),
    set: examination === null ? choice.set : readSet(textOf),
    layer,
    srid: readSrid(textOf('crs') === 'other' ? textOf('crs-other') : textOf('crs')),
    dateOrder: textOf('date-order') || null,
    categories: examination === null ? choice.categories : readCategories(textOf, examination, choice),
    rememberCategories: textOf('remember') === 'yes',
    notPlaces: form.getAll('not-place').map((text) => String(text).split(',').map(Number)),
    acceptPartial: choice.acceptPartial,
    trial: choice.trial,
  })
}

function readMap(
  textOf: (name: string) => string,
  examination: StoredExamination | null,
  choice: UploadChoice,
  layer: string | null,
): Readonly<Record<string, string>> {
  // What was said of one sheet's columns says nothing of another's.
  if (layer !== choice.layer) return {}
  if (examination === null) return choice.map
  const { columns } = examination
  const map: Record<string, string> = {}
  columns.forEach(({ column, field, guessed }, index) => {
    const wanted = textOf(names.column(index))
    const isAsGuessed = wanted === (field ?? '') && (guessed || field === null)
    if (!isAsGuessed || choice.map[column] === wanted) map[column] = wanted
  })
  return map
}

/** How many values for every row a form has room for, at the least; there is one more than are in use. */
export const setRows = 3

function readSet(textOf: (name: string) => string): Record<string, string> {
  const set: Record<string, string> = {}
  for (let index = 0; index < 100; index++) {
    const field = textOf(names.setField(index))
    const value = textOf(names.setValue(index))
    if (field !== '' && value !== '') set[field] = value
  }
  return set
}

function readCategories(
  textOf: (name: string) => string,
  { words }: StoredExamination,
  choice: UploadChoice,
): Record<string, string> {
  // Words that this sample of the file doesn't have keep what was said of them.
  const categories = new Map(Object.entries(choice.categories))
  words.forEach(({ value, category }, index) => {
    if (textOf(names.word(index)) !== value) return
    const wanted = textOf(names.category(index))
    if (wanted === '') categories.delete(value)
    else if (wanted !== category) categories.set(value, wanted)
  })
  return Object.fromEntries(categories)
}

/** 'EPSG:3006' and '3006' are the same; NaN, which no choice takes, for what is no code. */
function readSrid(text: string): number | null {
  if (text === '') return null
  const digits = /^(?:EPSG:)?\s*(\d{4,6})$/i.exec(text)?.[1]
  return digits === undefined ? Number.NaN : Number(digits)
}
