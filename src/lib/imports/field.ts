import type { Source } from '#lib/cells/category.ts'

import { normaliseName } from './category-names.ts'
import type { Words } from './reason.ts'

/**
 * What a column of a file can be. Position is read from one pair: longitude and latitude, east and north, or x and y
 * where the file doesn't say which is which.
 */
export const positionFields = ['longitude', 'latitude', 'east', 'north', 'x', 'y'] as const
export type PositionField = (typeof positionFields)[number]

const fieldsBySource = {
  crime: ['offence', 'offenceCode', 'when', 'time', 'from', 'to', 'reported', 'reference', 'place', 'precision'],
  remark: [
    'theme',
    'feeling',
    'words',
    'summary',
    'suggestion',
    'received',
    'time',
    'people',
    'light',
    'day',
    'season',
    'area',
    'audience',
    'precision',
    'caseReference',
    'site',
  ],
  observation: ['theme', 'feeling', 'words', 'summary', 'observed', 'time', 'people', 'audience', 'precision'],
} as const satisfies Record<Source, readonly string[]>

export type Field = PositionField | (typeof fieldsBySource)[Source][number]

/** Fields without which a row of the source means nothing; a file may name either of several. */
const neededBySource: Record<Source, readonly (readonly Field[])[]> = {
  crime: [
    ['offence', 'offenceCode'],
    ['when', 'from', 'to', 'reported'],
  ],
  remark: [['feeling'], ['theme'], ['words', 'summary'], ['received']],
  observation: [['feeling'], ['theme'], ['observed']],
}

export function fieldsOf(source: Source): readonly Field[] {
  return [...positionFields, ...fieldsBySource[source]]
}

export function neededFieldsOf(source: Source): readonly (readonly Field[])[] {
  return neededBySource[source]
}

/** Headings by which a column is known, the surest first. Compared as `normaliseName` leaves them. */
const headings: Record<Field, string> = {
  longitude: 'longitude; lng; lon; long; longitud; wgs84 lon; wgs84 lng; wgs84 longitude; lon wgs84',
  latitude: 'latitude; lat; latitud; wgs84 lat; wgs84 latitude; lat wgs84',
  east: 'easting; east; e; ö; öst; ost; östlig; e koordinat; sweref99tm e; sweref 99 tm e; sweref99 e; sweref e; e sweref99tm; e 3006; koordinat e; östkoordinat',
  north:
    'northing; north; n; nord; norr; nordlig; n koordinat; sweref99tm n; sweref 99 tm n; sweref99 n; sweref n; n sweref99tm; n 3006; koordinat n; nordkoordinat',
  x: 'x; x koordinat; x coordinate; koordinat x; point x; xcoord; x sweref99tm; sweref99 x; sweref x',
  y: 'y; y koordinat; y coordinate; koordinat y; point y; ycoord; y sweref99tm; sweref99 y; sweref y',
  offence:
    'crime type; offence; offence type; offense; crime category; brottstyp; brott; brottsrubricering; rubricering; brottsgrupp; brottskategori; brottsbenämning',
  offenceCode: 'brottskod; offence code; crime code; brottskod kod; bk',
  when: 'month; date; when; occurred; occurred at; brottsdatum; händelsedatum; datum; brottstid; månad; date of offence; tidpunkt; dag',
  time: 'time; klockslag; tid; kl',
  from: 'from; occurred from; start; från; brottstid från; tid från; brottsdatum från; datum från; startdatum; fr o m; from datum',
  to: 'to; occurred to; end; till; brottstid till; tid till; brottsdatum till; datum till; slutdatum; t o m; tom datum; stop',
  reported:
    'reported; reported at; anmäld; anmälningsdatum; anmäld datum; anmälningstid; date reported; upprättad; inkom',
  reference:
    'crime id; case reference; diarienummer; k nummer; knr; ärendenummer; anmälningsnummer; dnr; reference; id',
  place: 'location; place; plats; adress; gata; address; brottsplats; platsbeskrivning',
  precision: 'precision; precision m; accuracy; noggrannhet; precision meter; osäkerhet; lägesnoggrannhet',
  theme: 'theme; category; tema; kategori; ämne; typ; subject',
  feeling: 'feeling; upplevelse; känsla; trygghet; trygg otrygg; upplevd trygghet',
  words:
    'words; description; synpunkt; beskrivning; text; fritext; kommentar; comment; iakttagelse; notering; anteckning; note; meddelande',
  summary: 'summary; rubrik; title; titel; sammanfattning; heading',
  suggestion: 'suggestion; förslag; åtgärdsförslag; förbättringsförslag; önskemål',
  received:
    'received; received at; created at local; created at; created; inkommen; inkom; inkommet; datum; date; skapad; registrerad; tidpunkt',
  observed: 'observed; observed at; iakttagen; datum; date; tidpunkt; vandringsdatum; created at',
  people: 'people; antal; antal personer; personer; count; weight',
  light: 'light; ljus; dagsljus eller mörker; ljusförhållande',
  day: 'day; dagtyp; vardag eller helg; veckodel',
  season: 'season; årstid; säsong',
  area: 'area code; områdeskod; area; områdes id',
  audience: 'audience; synlighet',
  // Of incident reports alone, whose columns have their own names: see incident-report.ts.
  caseReference: 'casereference',
  site: 'site',
}

const headingsByField = new Map(
  Object.entries(headings).map(([field, names]) => [field as Field, names.split(';').map(normaliseName)]),
)

export function headingsOf(field: Field): readonly string[] {
  return headingsByField.get(field) ?? []
}

export const fieldWords: Record<Field, Words> = {
  longitude: { sv: 'longitud', en: 'longitude' },
  latitude: { sv: 'latitud', en: 'latitude' },
  east: { sv: 'östlig koordinat', en: 'easting' },
  north: { sv: 'nordlig koordinat', en: 'northing' },
  x: { sv: 'koordinat x', en: 'coordinate x' },
  y: { sv: 'koordinat y', en: 'coordinate y' },
  offence: { sv: 'brottstyp', en: 'type of offence' },
  offenceCode: { sv: 'brottskod', en: 'offence code' },
  when: { sv: 'när det hände', en: 'when it happened' },
  time: { sv: 'klockslag', en: 'time of day' },
  from: { sv: 'tidigast', en: 'earliest' },
  to: { sv: 'senast', en: 'latest' },
  reported: { sv: 'anmäld', en: 'reported' },
  reference: { sv: 'diarienummer', en: 'case reference' },
  place: { sv: 'platsens namn', en: 'name of the place' },
  precision: { sv: 'lägets noggrannhet i meter', en: 'precision of the position in metres' },
  theme: { sv: 'tema', en: 'theme' },
  feeling: { sv: 'upplevelse', en: 'feeling' },
  words: { sv: 'text', en: 'words' },
  summary: { sv: 'rubrik (där texten är tom)', en: 'heading (where there are no words)' },
  suggestion: { sv: 'förslag', en: 'suggestion' },
  received: { sv: 'inkommen', en: 'received' },
  observed: { sv: 'iakttagen', en: 'observed' },
  people: { sv: 'antal personer', en: 'number of people' },
  light: { sv: 'dagsljus eller mörker', en: 'daylight or dark' },
  day: { sv: 'vardag eller helg', en: 'weekday or weekend' },
  season: { sv: 'årstid', en: 'season' },
  area: { sv: 'områdets kod', en: 'code of the area' },
  audience: { sv: 'vem som ser den', en: 'who sees it' },
  caseReference: { sv: 'ärendenummer', en: 'case number' },
  site: { sv: 'platsens namn', en: 'name of the place' },
}
