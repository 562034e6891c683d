import type { Category, Source } from '#lib/cells/category.ts'
import { categoryName, feelingName } from '#lib/cells/names.ts'
import { offenceGroupOf } from '#lib/imports/category-names.ts'
import { isNeverMapped } from '#lib/imports/not-mapped.ts'

import type {
  CrimeOfFile,
  ExportColumn,
  ExportedPoint,
  ExportedValue,
  ObservationOfFile,
  RemarkOfFile,
  RowBySource,
} from './exported-row.ts'

/** A heading that an import of the file guesses right by itself, and what stands under it. */
interface Column<Row> extends ExportColumn {
  value: (row: Row) => ExportedValue
}

/** Files are in Swedish whatever the language of the page, so that the same file comes out for everybody. */
const named = (source: Source, category: Category) => categoryName(source, category, 'sv')

const lights = { daylight: 'dagsljus', dark: 'mörker' }
const days = { weekday: 'vardag', weekend: 'helg' }
const seasons = { winter: 'vinter', spring: 'vår', summer: 'sommar', autumn: 'höst' }
const audiences = { shared: 'delad', municipality: 'kommun', police: 'polis' }

const id: Column<{ id: string }> = { heading: 'Fokuskartan-id', kind: 'text', value: (row) => row.id }
const precision: Column<{ precisionMeters: number }> = {
  heading: 'Noggrannhet',
  kind: 'integer',
  value: (row) => row.precisionMeters,
}

/**
 * A name as written comes back as the same group in any installation; one that only this municipality has decided about
 * gives way to the name of its group, and stands as written beside it.
 */
function readableOffence({ offenceGroup, offenceName }: CrimeOfFile): string {
  const isKnown = offenceGroupOf(offenceName) === offenceGroup || isNeverMapped(offenceName)
  return isKnown ? offenceName : named('crime', offenceGroup)
}

const crimeColumns: readonly Column<CrimeOfFile>[] = [
  { heading: 'Brottstyp', kind: 'text', value: readableOffence },
  { heading: 'Brottsgrupp', kind: 'text', value: (row) => named('crime', row.offenceGroup) },
  { heading: 'Rubricering', kind: 'text', value: (row) => row.offenceName },
  { heading: 'Från', kind: 'instant', value: (row) => row.occurredFrom },
  { heading: 'Till', kind: 'instant', value: (row) => row.occurredTo },
  { heading: 'Anmäld', kind: 'instant', value: (row) => row.reportedAt },
  { heading: 'Diarienummer', kind: 'text', value: (row) => row.caseReference },
  { heading: 'Plats', kind: 'text', value: (row) => row.placeName },
  precision,
  id,
]

const remarkColumns: readonly Column<RemarkOfFile>[] = [
  { heading: 'Tema', kind: 'text', value: (row) => named('remark', row.theme) },
  {
    heading: 'Fler teman',
    kind: 'text',
    value: (row) => row.furtherThemes.map((theme) => named('remark', theme)).join(', ') || null,
  },
  { heading: 'Upplevelse', kind: 'text', value: (row) => feelingName(row.feeling, 'sv') },
  { heading: 'Synpunkt', kind: 'text', value: (row) => row.words },
  { heading: 'Förslag', kind: 'text', value: (row) => row.suggestion },
  { heading: 'Inkommen', kind: 'instant', value: (row) => row.receivedAt },
  { heading: 'Antal', kind: 'integer', value: (row) => row.people },
  { heading: 'Ljus', kind: 'text', value: (row) => row.feltLight && lights[row.feltLight] },
  { heading: 'Dagtyp', kind: 'text', value: (row) => row.feltDay && days[row.feltDay] },
  { heading: 'Årstid', kind: 'text', value: (row) => row.feltSeason && seasons[row.feltSeason] },
  { heading: 'Områdeskod', kind: 'text', value: (row) => row.areaCode },
  { heading: 'Synlighet', kind: 'text', value: (row) => audiences[row.audience] },
  precision,
  id,
]

const observationColumns: readonly Column<ObservationOfFile>[] = [
  { heading: 'Tema', kind: 'text', value: (row) => named('observation', row.theme) },
  { heading: 'Upplevelse', kind: 'text', value: (row) => feelingName(row.feeling, 'sv') },
  { heading: 'Iakttagelse', kind: 'text', value: (row) => row.words },
  { heading: 'Iakttagen', kind: 'instant', value: (row) => row.observedAt },
  { heading: 'Vandring', kind: 'text', value: (row) => row.walkName },
  { heading: 'Antal', kind: 'integer', value: (row) => row.people },
  { heading: 'Synlighet', kind: 'text', value: (row) => audiences[row.audience] },
  precision,
  id,
]

export const columnsBySource: { readonly [S in Source]: readonly Column<RowBySource[S]>[] } = {
  crime: crimeColumns,
  remark: remarkColumns,
  observation: observationColumns,
}

/** A row of the database as its source's columns have it. */
export function toExportedPoint<S extends Source>(source: S, row: RowBySource[S]): ExportedPoint {
  const { lng, lat, importId } = row
  return {
    lngLat: lng === null || lat === null ? null : [lng, lat],
    values: columnsBySource[source].map(({ value }) => value(row)),
    importId,
  }
}
