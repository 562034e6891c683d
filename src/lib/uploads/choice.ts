import * as v from 'valibot'

/** What a person has said about one file; everything else about it is guessed. */

const text = v.pipe(v.string(), v.maxLength(1000))
const pairs = (most: number) =>
  v.pipe(
    v.record(text, text),
    v.check((record) => Object.keys(record).length <= most),
  )
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most))

const choiceSchema = v.strictObject({
  /** Column → field; '' says that nothing is to be read from the column. */
  map: pairs(2000),
  /** Field → value of every row. */
  set: pairs(100),
  /** The sheet of a workbook or layer of a GeoPackage; null: the first that has rows. */
  layer: v.nullable(text),
  /** EPSG code; null: as the file says, else guessed. */
  srid: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(999_999))),
  dateOrder: v.nullable(v.picklist(['dmy', 'mdy'])),
  /** Word of the file → what it counts as. */
  categories: pairs(2000),
  rememberCategories: v.boolean(),
  /** Positions where nothing happened. */
  notPlaces: v.pipe(v.array(v.strictTuple([degrees(180), degrees(90)])), v.maxLength(1000)),
  /** Rows with faults are refused, the rest is taken in. */
  acceptPartial: v.boolean(),
  /** Single crimes in the embedded database are for trial only. */
  trial: v.boolean(),
})

export type UploadChoice = v.InferOutput<typeof choiceSchema>

export const noChoice: UploadChoice = {
  map: {},
  set: {},
  layer: null,
  srid: null,
  dateOrder: null,
  categories: {},
  rememberCategories: false,
  notPlaces: [],
  acceptPartial: false,
  trial: false,
}

/** Null for what is no choice: longer, more or other than any file could ask for. */
export function readChoice(value: unknown): UploadChoice | null {
  const parsed = v.safeParse(choiceSchema, value)
  return parsed.success ? parsed.output : null
}
