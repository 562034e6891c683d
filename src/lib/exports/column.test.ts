import { describe, expect, test } from 'vitest'

import { categoriesOf, feelings, sources, type OffenceGroup, type Source } from '#lib/cells/category.ts'
import { categoryName, feelingName } from '#lib/cells/names.ts'
import { feelingOf, offenceGroupOf, themeOf } from '#lib/imports/category-names.ts'
import { mapColumns } from '#lib/imports/mapping.ts'
import { columnsBySource, toExportedPoint } from './column.ts'

const fields: Record<Source, Record<string, string>> = {
  crime: {
    Brottstyp: 'offence',
    Från: 'from',
    Till: 'to',
    Anmäld: 'reported',
    Diarienummer: 'reference',
    Plats: 'place',
    Noggrannhet: 'precision',
  },
  remark: {
    Tema: 'theme',
    Upplevelse: 'feeling',
    Synpunkt: 'words',
    Förslag: 'suggestion',
    Inkommen: 'received',
    Antal: 'people',
    Ljus: 'light',
    Dagtyp: 'day',
    Årstid: 'season',
    Områdeskod: 'area',
    Synlighet: 'audience',
    Noggrannhet: 'precision',
  },
  observation: {
    Tema: 'theme',
    Upplevelse: 'feeling',
    Iakttagelse: 'words',
    Iakttagen: 'observed',
    Antal: 'people',
    Synlighet: 'audience',
    Noggrannhet: 'precision',
  },
}

const places = [
  { Longitud: 'longitude', Latitud: 'latitude' },
  { 'SWEREF 99 TM E': 'east', 'SWEREF 99 TM N': 'north' },
]

describe.each(sources)('%s', (source) => {
  test.each(places)('an import guesses every column by its heading, with %o', (place) => {
    const heading = [...columnsBySource[source].map((column) => column.heading), ...Object.keys(place)]
    const { columns } = mapColumns(source, heading, { map: {}, set: {} })
    expect(Object.fromEntries(columns.map(({ column, field }) => [column, field]))).toEqual({
      ...fields[source],
      ...place,
    })
  })

  test.each(['sv', 'en'] as const)('an import takes our own words in %s for what they say', (locale) => {
    const read = source === 'crime' ? offenceGroupOf : themeOf
    for (const category of categoriesOf(source)) expect(read(categoryName(source, category, locale))).toBe(category)
    for (const feeling of feelings) expect(feelingOf(feelingName(feeling, locale))).toBe(feeling)
  })
})

const offenceOf = (offenceName: string, offenceGroup: OffenceGroup) => {
  const row = { offenceName, offenceGroup, id: '', importId: null, lng: null, lat: null, precisionMeters: 50 }
  const times = { occurredFrom: null, occurredTo: null, reportedAt: null, caseReference: null, placeName: null }
  return toExportedPoint('crime', { ...row, ...times }).values.slice(0, 3)
}

test('an offence keeps its name where any installation reads it as the same, and has its group beside it', () => {
  expect(offenceOf('Grov stöld', 'theft')).toEqual(['Grov stöld', 'Annan stöld', 'Grov stöld'])
  expect(offenceOf('Antastande', 'threats')).toEqual(['Hot', 'Hot', 'Antastande'])
  expect(offenceOf('Grov stöld', 'burglary')).toEqual(['Inbrott', 'Inbrott', 'Grov stöld'])
})

test('an offence that is never mapped goes out under its own name, so that an import leaves it out', () => {
  expect(offenceOf('Misshandel i nära relation', 'violence')[0]).toBe('Misshandel i nära relation')
})
