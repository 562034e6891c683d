import type { ReasonWords } from '#lib/platform/problem.ts'

/** Why a value is refused, in both languages. Row and column are added by whoever knows them. */
export type Words = ReasonWords

export const reasons = {
  empty: { sv: 'värdet saknas', en: 'the value is missing' },
  number: {
    sv: 'är inte ett tal (decimalpunkt och decimalkomma går bra)',
    en: 'is not a number (a decimal point or a decimal comma will do)',
  },
  wholeNumber: { sv: 'ska vara ett heltal, minst 1', en: 'must be a whole number, at least 1' },
  meters: { sv: 'ska vara ett antal meter, 0 eller mer', en: 'must be a number of metres, 0 or more' },
  instant: {
    sv: 'är inte ett datum som går att tolka (till exempel 2026-08-22, 2026-08-22 09:48 eller 2026-08)',
    en: 'is not a date that can be read (2026-08-22, 2026-08-22 09:48 or 2026-08, say)',
  },
  ambiguousDate: {
    sv: 'kan vara två olika dagar: säg om dagen eller månaden står först',
    en: 'may be two different days: say whether the day or the month comes first',
    command: { sv: '--date-order dmy eller mdy', en: '--date-order dmy or mdy' },
  },
  backwards: { sv: 'slutar innan det börjar', en: 'ends before it begins' },
  noInstant: {
    sv: 'raden har ingen tid: ange när det hände eller när det anmäldes',
    en: 'the row has no time: say when it happened or when it was reported',
  },
  offence: {
    sv: 'är en brottstyp som ingen brottsgrupp är bestämd för',
    en: 'is a type of offence that belongs to no offence group',
    command: { sv: '--category "BROTTSTYP=GRUPP"', en: '--category "TYPE=GROUP"' },
  },
  theme: {
    sv: 'är inte ett tema',
    en: 'is not a theme',
  },
  feeling: {
    sv: 'ska vara trygg, vet ej eller otrygg',
    en: 'must be safe, unsure or unsafe',
    command: { sv: '--set feeling=unsafe för alla rader', en: '--set feeling=unsafe for all rows' },
  },
  light: { sv: 'ska vara dagsljus eller mörker', en: 'must be daylight or dark' },
  day: { sv: 'ska vara vardag eller helg', en: 'must be weekday or weekend' },
  season: { sv: 'ska vara vinter, vår, sommar eller höst', en: 'must be winter, spring, summer or autumn' },
  audience: {
    sv: 'ska vara shared (båda parter) eller municipality (bara kommunen)',
    en: 'must be shared (both parties) or municipality (the municipality only)',
  },
  area: {
    sv: 'är inte koden för något område i kommunen',
    en: 'is not the code of an area of the municipality',
  },
  words: { sv: 'raden har ingen text', en: 'the row has no words' },
  point: {
    sv: 'är en geometri som inte är en punkt',
    en: 'is a geometry that is not a point',
  },
  halfPosition: {
    sv: 'läget är ofullständigt: den ena koordinaten saknas',
    en: 'the position is incomplete: one of its coordinates is missing',
  },
  swapped: {
    sv: 'koordinaterna ser omkastade ut: byt plats på kolumnerna',
    en: 'the coordinates look swapped: exchange the columns',
    command: { sv: '--map KOLUMN=FÄLT', en: '--map COLUMN=FIELD' },
  },
  outOfRange: {
    sv: 'ligger utanför vad referenssystemet kan beskriva; ange rätt system',
    en: 'is beyond what the reference system can describe; state the right one',
    command: { sv: '--crs EPSG:KOD', en: '--crs EPSG:CODE' },
  },
} as const satisfies Record<string, Words>

export type ReasonKey = keyof typeof reasons

export function isReasonKey(key: string): key is ReasonKey {
  return Object.hasOwn(reasons, key)
}
