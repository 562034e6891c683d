import { formatMoment } from '#lib/languages/format.ts'
import { reasonAtTerminal, type ProblemReason } from '#lib/platform/problem.ts'

import type { BoundaryReport } from './boundary-commands.server.ts'
import { referenceSystemNames } from './coordinate.ts'
import { fieldWords } from './field.ts'
import type { ImportReport, ImportUnderstanding } from './import.ts'
import type { SavedColumns } from './saved-columns.ts'
import type { TableDescription } from './table.ts'

/** Words for people at a terminal: Swedish first, then English. */

const numbers = new Intl.NumberFormat('sv-SE')
const listed = 20

function count(number: number): string {
  return numbers.format(number)
}

const delimiterWords = {
  ',': { sv: 'komma', en: 'comma' },
  ';': { sv: 'semikolon', en: 'semicolon' },
  '\t': { sv: 'tabb', en: 'tab' },
}

const formatWords = { csv: 'CSV', xlsx: 'XLSX', geojson: 'GeoJSON', geopackage: 'GeoPackage' }

/** How the file was understood: "Kolumn → fält". */
export function describeUnderstanding(understanding: ImportUnderstanding): string {
  const { columns, set, unread, position, file, precisionMeters } = understanding
  const system = position && `${position.system} ${referenceSystemNames[position.system] ?? ''}`.trim()
  return [
    `Fil / file: ${describeFile(file)}`,
    'Kolumn → fält / column → field',
    ...columns.map(({ column, field, guessed }) => {
      const words = `${field} (${fieldWords[field].sv} / ${fieldWords[field].en})`
      return `  ${column} → ${words}${guessed ? '' : ' --map'}`
    }),
    ...Object.entries(set).map(([field, value]) => `  --set ${field} = ${value} (alla rader / every row)`),
    ...(unread.length > 0 ? [`  läses inte / not read: ${unread.join(', ')}`] : []),
    position === null
      ? 'Läge: inget i filen / position: none in the file'
      : `Läge / position: ${system}${position.guessed ? ' (gissat / guessed)' : ''}` +
        `${position.corrected ? ', axlarna omkastade i filen / axes exchanged in the file' : ''}, ` +
        `öst / east = ${position.east}, nord / north = ${position.north}`,
    `Noggrannhet där inget annat står / precision where none is stated: ${precisionMeters} m`,
  ].join('\n')
}

function describeFile({ format, packing, encoding, delimiter, layer }: TableDescription): string {
  const words = delimiter && delimiterWords[delimiter]
  return [
    formatWords[format],
    ...(packing === null ? [] : [packing]),
    ...(encoding === null ? [] : [encoding]),
    ...(words === null ? [] : [`${words.sv} / ${words.en}`]),
    ...(layer === null ? [] : [`"${layer}"`]),
  ].join(', ')
}

export function describeImport(report: ImportReport): string {
  return [
    describeInSwedish(report),
    '',
    describeInEnglish(report),
    ...describeRefused(report),
    ...describeHeavy(report),
    ...describeThemes(report),
    ...describeOutside(report),
  ].join('\n')
}

export function describeSavedColumns({ choice, savedAt, savedBy }: SavedColumns, used: boolean): string {
  const pairs = [
    ...Object.entries(choice.map).map(([column, field]) => `${column} → ${field}`),
    ...Object.entries(choice.set).map(([field, value]) => `${field} = ${value}`),
  ].join(', ')
  const sv = used ? 'används' : '--saved-columns använder det'
  const en = used ? 'used' : '--saved-columns uses it'
  return [
    `Kolumnval sparat ${formatMoment(savedAt, 'sv')} av ${savedBy} för filer av samma form: ${pairs} (${sv})`,
    `Columns saved ${formatMoment(savedAt, 'en')} by ${savedBy} for files of the same shape (${en})`,
  ].join('\n')
}

function describeInSwedish(report: ImportReport): string {
  return [
    report.dryRun ? 'Prov: inget är sparat. Så här hade det blivit:' : `Klart: ${report.fileName} är inläst.`,
    `  ${count(report.rowsRead)} rader lästa`,
    `  ${count(report.added)} nya`,
    `  ${count(report.alreadyPresent)} redan inlästa`,
    `  ${count(report.withoutPosition)} utan läge (räknas, men visas inte på kartan)`,
    `  ${count(report.outside)} utanför gränsen (räknas, men visas inte på kartan)`,
    ...(report.notAPlace > 0
      ? [`  ${count(report.notAPlace)} på en adress som inte är platsen (räknas, men visas inte på kartan)`]
      : []),
    ...(report.refusedRows > 0 ? [`  ${count(report.refusedRows)} avvisade (rader med fel, se nedan)`] : []),
    `  ${count(report.excluded)} undantagna (brott som aldrig läggs på kartan: räknade här, sparade ingenstans)`,
    ...report.municipalities.map(
      (part) => `  kommun ${part.municipalityCode}: ${count(part.rowsRead)} rader, ${count(part.added)} nya`,
    ),
    ...report.warnings.map((words) => `Obs! ${reasonAtTerminal(words, 'sv')}`),
  ].join('\n')
}

function describeInEnglish(report: ImportReport): string {
  return [
    report.dryRun ? 'Dry run: nothing is saved. It would have been:' : `Done: ${report.fileName} is imported.`,
    `  ${count(report.rowsRead)} rows read`,
    `  ${count(report.added)} added`,
    `  ${count(report.alreadyPresent)} already present`,
    `  ${count(report.withoutPosition)} without position (counted, not shown on the map)`,
    `  ${count(report.outside)} outside the boundary (counted, not shown on the map)`,
    ...(report.notAPlace > 0
      ? [`  ${count(report.notAPlace)} at an address that is not the place (counted, not shown on the map)`]
      : []),
    ...(report.refusedRows > 0 ? [`  ${count(report.refusedRows)} refused (rows with faults, see below)`] : []),
    `  ${count(report.excluded)} excluded (offences that are never mapped: counted here, kept nowhere)`,
    ...report.municipalities.map(
      (part) => `  municipality ${part.municipalityCode}: ${count(part.rowsRead)} rows, ${count(part.added)} added`,
    ),
    ...report.warnings.map((words) => `Note: ${reasonAtTerminal(words, 'en')}`),
  ].join('\n')
}

function describeRefused({ faults, unmapped, refusedRows }: ImportReport): string[] {
  if (refusedRows === 0) return []
  const isMore = faults.length > listed
  return [
    '',
    'Avvisade rader / refused rows:',
    ...faults.slice(0, listed).map(describeFault),
    ...(isMore ? ['  … och fler / and more (--refused FIL.csv, --json)'] : []),
    ...(unmapped.length > 0 ? ['Ord utan kategori / words without a category (--category "ORD=KATEGORI"):'] : []),
    ...unmapped.slice(0, listed).map(({ column, value, rows }) => `  ${column}: "${value}" ${count(rows)}`),
  ]
}

function describeFault({ row, column, value, reason }: ProblemReason): string {
  const where = `  rad / row ${row ?? '–'}, ${column ?? '–'}: ${value === undefined || value === '' ? '' : `"${value}" `}`
  return `${where}${reason.sv} / ${reasonAtTerminal(reason, 'en')}`
}

function describeHeavy({ heavyPositions }: ImportReport): string[] {
  if (heavyPositions.length === 0) return []
  return [
    '',
    'Adresser med stor andel av raderna; --not-a-place LNG,LAT om en inte är platsen /',
    'addresses with a large share of the rows; --not-a-place LNG,LAT where one is not the place:',
    ...heavyPositions.slice(0, listed).map(({ lngLat, rows, share, municipalityCode, isMarked }) => {
      const marked = isMarked ? ' – inte platsen / not the place' : ''
      return `  ${lngLat.join(',')}: ${count(rows)} (${Math.round(share * 100)} %) kommun / municipality ${municipalityCode}${marked}`
    }),
  ]
}

function describeThemes({ undecidedThemes }: ImportReport): string[] {
  if (undecidedThemes.length === 0) return []
  const more = undecidedThemes.length - listed
  return [
    '',
    'Ämnen som inget tema är bestämt för; de räknas som övrigt / subjects without a theme; they count as other:',
    ...undecidedThemes.slice(0, listed).map(({ value, rows }) => `  ${value || '(tomt / empty)'}: ${count(rows)}`),
    ...(more > 0 ? [`  … och / and ${count(more)} till / more (--json)`] : []),
  ]
}

function describeOutside({ outside, outsideRows }: ImportReport): string[] {
  if (outside === 0) return []
  const more = outside - Math.min(listed, outsideRows.length)
  return [
    '',
    'Utanför gränsen / outside the boundary:',
    ...outsideRows
      .slice(0, listed)
      .map(
        ({ row, lngLat: [lng, lat], municipalityCode, distanceMeters }) =>
          `  rad / row ${row}: ${lat}, ${lng} – ${count(distanceMeters)} m från / from ${municipalityCode}`,
      ),
    ...(more > 0 ? [`  … och / and ${count(more)} till / more (--json)`] : []),
  ]
}

export function describeBoundaries(report: BoundaryReport): string {
  const { columns, layer, srid, added, updated, repaired } = report
  return [
    `Kolumn → fält / column → field: ${columns.code} → code (kommunkod), ${columns.name} → name (namn)`,
    `${layer === null ? '' : `Lager / layer: ${layer}. `}EPSG:${srid}`,
    report.dryRun ? 'Prov: inget är sparat. / Dry run: nothing is saved.' : `Klart / done: ${report.fileName}`,
    `  ${count(added)} kommuner nya, ${count(updated)} uppdaterade`,
    `  ${count(added)} municipalities added, ${count(updated)} updated`,
    ...(repaired.length > 0
      ? [`  gränsen korsade sig själv och lagades / boundary crossed itself and was mended: ${repaired.join(', ')}`]
      : []),
    ...report.municipalities
      .filter(({ slug, code }) => slug.endsWith(`-${code}`))
      .map(({ name, slug }) => `  ${name} → /${slug} (namnet är upptaget / the name is taken)`),
  ].join('\n')
}
