import { ageBands, areaKinds } from '#lib/municipalities/municipality.ts'

/** Why a question about areas is refused, in words that tell what to write instead. */
const reasons = {
  municipality: {
    sv: 'municipality ska vara en kommunkod med fyra siffror, till exempel 1282.',
    en: 'municipality must be a four-digit municipality code, 1282 for example.',
  },
  measure: {
    sv: 'measure ska vara crimes, survey eller population.',
    en: 'measure must be crimes, survey or population.',
  },
  kind: { sv: `kind ska vara en av ${areaKinds.join(', ')}.`, en: `kind must be one of ${areaKinds.join(', ')}.` },
  form: { sv: 'form ska vara count eller rate.', en: 'form must be count or rate.' },
  group: {
    sv: 'group innehåller en brottsgrupp som inte finns.',
    en: 'group holds an offence group that does not exist.',
  },
  period: {
    sv: 'period ska vara första och sista månaden, till exempel 2025-01,2025-12.',
    en: 'period must be the first and the last month, 2025-01,2025-12 for example.',
  },
  periodReversed: {
    sv: 'Den första månaden i period ska inte ligga efter den sista.',
    en: 'The first month of period must not be later than the last.',
  },
  periodMissing: {
    sv: 'period saknas: de månader som brotten är utlämnade för, till exempel 2025-01,2025-12.',
    en: 'period is missing: the months the crimes were handed over for, 2025-01,2025-12 for example.',
  },
  when: {
    sv: 'when ska vara ett år, till exempel 2025, eller för en enkät en månad, till exempel 2025-03.',
    en: 'when must be a year, 2025 for example, or for a survey a month, 2025-03 for example.',
  },
  whenMissing: {
    sv: 'when ska vara det år som siffrorna gäller, till exempel 2025.',
    en: 'when must be the year the figures are of, 2025 for example.',
  },
  words: { sv: 'Texten är längre än 500 tecken.', en: 'The text is longer than 500 characters.' },
  questionMissing: {
    sv: 'survey och question saknas: enkäten och frågan.',
    en: 'survey and question are missing: the survey and what it asks.',
  },
  age: { sv: `age ska vara en av ${ageBands.join(', ')}.`, en: `age must be one of ${ageBands.join(', ')}.` },
  unreadable: { sv: 'Värdet går inte att tolka.', en: 'The value cannot be understood.' },
} as const satisfies Record<string, { sv: string; en: string }>

export type ReasonKey = keyof typeof reasons

export function formatReason(key: string): { sv: string; en: string } {
  return Object.hasOwn(reasons, key) ? reasons[key as ReasonKey] : reasons.unreadable
}
