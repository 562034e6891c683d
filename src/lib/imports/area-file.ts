import type { AreaRecord } from '#lib/municipalities/municipality.ts'

import { columnsOf } from './boundary.ts'
import type { BoundaryFeature } from './boundary.ts'
import { normaliseName } from './category-names.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import type { MappingChoice } from './mapping.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'

/** What its columns may be. */
export const areaFields = {
  code: {
    words: { sv: 'områdets kod', en: 'code of the area' },
    headings:
      'områdeskod; area code; deso; desokod; deso kod; regso; regsokod; nyko; nyckelkod; basområde; stadsdelskod; kod; id',
  },
  name: {
    words: { sv: 'områdets namn', en: 'name of the area' },
    headings:
      'namn; områdesnamn; area name; regsonamn; nyko namn; stadsdel; stadsdelsnamn; stadsdel namn; basområdesnamn; område; benämning',
  },
  kind: { words: { sv: 'slag av område', en: 'kind of area' }, headings: 'slag' },
  parent: {
    words: { sv: 'kod för området det hör till', en: 'code of the area it belongs to' },
    headings: 'parent code; överordnad; överordnat område',
  },
  municipality: {
    words: { sv: 'kommun', en: 'municipality' },
    headings: 'kommunkod; kommun kod; municipality code; mun code; kom kod; knkod; kommun; kommunnamn',
  },
} as const satisfies FieldTable<string>

export type AreaField = keyof typeof areaFields

/** An area as its file names it; the boundary is read apart. */
export interface AreaDraft {
  feature: BoundaryFeature
  code: string
  name: string
  kind: AreaRecord['kind']
  parentCode: string | null
  /** As the file writes it; '' where it doesn't. */
  municipality: string
}

export function chooseAreaColumns(
  features: readonly BoundaryFeature[],
  choice: MappingChoice,
): ColumnChoice<AreaField> {
  return chooseColumns(areaFields, [['code', 'name']], columnsOf(features), choice)
}

/** Areas by row. One of code and name may stand for both; what can't be read is added to the faults. */
export function draftAreas(
  features: readonly BoundaryFeature[],
  columns: ColumnChoice<AreaField>,
  faults: Faults,
): AreaDraft[] {
  const heading = columnsOf(features)
  return features.flatMap((feature) => {
    const textOf = textsOf(
      columns,
      heading.map((column) => writeOut(feature.properties[column])),
    )
    const code = textOf('code') || textOf('name')
    const kind = areaKindOf(textOf('kind'))
    if (code === '') faults.add(feature.row, columnOf(columns, hasCode(columns) ? 'code' : 'name'), '', reasons.empty)
    if (kind === null) faults.add(feature.row, columnOf(columns, 'kind'), textOf('kind'), unknownKind)
    if (code === '' || kind === null) return []
    const name = (textOf('name') || code).replace(/\s+/g, ' ')
    const parentCode = textOf('parent') || null
    return [{ feature, code, name, kind, parentCode, municipality: textOf('municipality') }]
  })
}

/** Codes are one to an area within their municipality. */
export function refuseRepeatedCodes(
  areas: readonly { draft: AreaDraft; municipalityCode: string }[],
  columns: ColumnChoice<AreaField>,
  faults: Faults,
): void {
  const firstRows = new Map<string, number>()
  const column = columnOf(columns, hasCode(columns) ? 'code' : 'name')
  for (const { draft, municipalityCode } of areas) {
    const key = `${municipalityCode} ${draft.code}`
    const first = firstRows.get(key)
    if (first === undefined) firstRows.set(key, draft.feature.row)
    else {
      faults.add(draft.feature.row, column, draft.code, {
        sv: `koden finns redan på rad ${first}`,
        en: `the code is on row ${first} already`,
      })
    }
  }
}

function hasCode({ columns, set }: ColumnChoice<AreaField>): boolean {
  return set.code !== undefined || columns.some(({ field }) => field === 'code')
}

const kindNames: Record<string, AreaRecord['kind']> = {
  '': 'statistical',
  statistical: 'statistical',
  'statistiskt område': 'statistical',
  stadsdel: 'statistical',
  deso: 'statistical',
  'housing estate': 'housing_estate',
  bostadsområde: 'housing_estate',
  'estate part': 'estate_part',
  delområde: 'estate_part',
}

function areaKindOf(text: string): AreaRecord['kind'] | null {
  const name = normaliseName(text)
  return Object.hasOwn(kindNames, name) ? (kindNames[name] ?? null) : null
}

const unknownKind = {
  sv: 'ska vara statistical, housing_estate eller estate_part',
  en: 'must be statistical, housing_estate or estate_part',
}

/** A property as text: numbers as they are, nothing as ''. */
export function writeOut(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}
