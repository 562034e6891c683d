import { normaliseName } from './category-names.ts'
import { chooseColumns } from './column-choice.ts'
import type { ChosenColumn, ColumnChoice, FieldTable } from './column-choice.ts'
import type { MappingChoice } from './mapping.ts'

/** What its columns may be. */
export const surveyFields = {
  survey: {
    words: { sv: 'undersökning', en: 'survey' },
    headings: 'undersökning; undersökningens namn; survey name; enkät; trygghetsundersökning; mätning',
  },
  question: {
    words: { sv: 'fråga', en: 'question' },
    headings: 'fråga; frågetext; frågeställning; question text; indikator; indicator; nyckeltal; variabel; påstående',
  },
  answer: {
    words: { sv: 'svar som andelen gäller', en: 'answer that the share is of' },
    headings: 'svar; svarsalternativ; svarskategori; answer option; response; kategori',
  },
  area: {
    words: { sv: 'områdets kod eller namn', en: 'code or name of the area' },
    headings:
      'områdeskod; area code; deso; desokod; regso; nyko; nyckelkod; stadsdelskod; område; områdesnamn; stadsdel; basområde; area name; region; kod',
  },
  period: {
    words: { sv: 'år, eller år och månad', en: 'year, or year and month' },
    headings: 'år; year; tid; mätår; undersökningsår; mättillfälle; månad; month; tidsperiod',
  },
  share: {
    words: { sv: 'andel', en: 'share' },
    headings:
      'andel; andel procent; andel i procent; procent; percent; percentage; andel svar; andel svarande; proportion; värde; value; resultat',
  },
  answered: {
    words: { sv: 'antal svarande', en: 'how many answered' },
    headings:
      'n; antal svarande; antal svar; svarande; antal respondenter; respondenter; respondents; responses; number of answers; bas; base; antal',
  },
  low: {
    words: { sv: 'intervallets nedre gräns', en: 'lower end of the interval' },
    headings:
      'nedre; nedre gräns; nedre ki; ki nedre; ki nedre gräns; konfidensintervall nedre; konfidensintervall nedre gräns; undre gräns; lower; lower bound; lower ci; ci lower; ci low',
  },
  high: {
    words: { sv: 'intervallets övre gräns', en: 'upper end of the interval' },
    headings:
      'övre; övre gräns; övre ki; ki övre; ki övre gräns; konfidensintervall övre; konfidensintervall övre gräns; upper; upper bound; upper ci; ci upper; ci high',
  },
  interval: {
    words: { sv: 'intervall eller felmarginal', en: 'interval or margin of error' },
    headings:
      'konfidensintervall; ki; intervall; felmarginal; osäkerhet; confidence interval; ci; margin of error; margin',
  },
  unit: {
    words: {
      sv: 'hur tal utan procenttecken är skrivna: percent eller share',
      en: 'how bare numbers are written: percent or share',
    },
    headings: 'enhet',
  },
} as const satisfies FieldTable<string>

export type SurveyField = keyof typeof surveyFields

/** What a column of a year may say. */
const yearlyFields = ['share', 'answered', 'low', 'high', 'interval'] as const
export type YearlyField = (typeof yearlyFields)[number]

/** A column that is about one year or month: "2024", "Andel 2024 (%)", "2024 antal svar", "2024-05". */
export interface YearColumn {
  index: number
  column: string
  field: YearlyField
  year: number
  month: number | null
}

export interface SurveyColumns {
  /** Every column that is read, those of years too. */
  choice: ColumnChoice<SurveyField>
  /** Those that say the same of every year of a row. */
  plain: ColumnChoice<SurveyField>
  /** Empty where a column says which year a row is about. */
  years: readonly YearColumn[]
}

/** @throws ProblemError invalid-file */
export function chooseSurveyColumns(heading: readonly string[], choice: MappingChoice): SurveyColumns {
  const years = heading.flatMap((column, index) => yearColumnOf(column, index) ?? [])
  const isWide = years.some(({ field }) => field === 'share')
  const long: SurveyField[][] = [['survey'], ['question'], ['period'], ['share']]
  const wide: SurveyField[][] = [['survey'], ['question']]
  const needed = isWide && !hasPeriod(heading, choice) ? wide : long
  const chosen = chooseColumns<SurveyField>(surveyFields, needed, heading, choice)
  if (needed === long) return { choice: chosen, plain: chosen, years: [] }
  const taken = new Set(chosen.columns.map(({ index }) => index))
  const own = years.filter(({ index }) => !taken.has(index))
  const listed = own.map(({ column, index, field }): ChosenColumn<SurveyField> => {
    return { column, index, field, words: surveyFields[field].words, guessed: true }
  })
  const names = new Set(own.map(({ column }) => column))
  const unread = chosen.unread.filter((column) => !names.has(column))
  return { choice: { ...chosen, columns: [...chosen.columns, ...listed], unread }, plain: chosen, years: own }
}

function hasPeriod(heading: readonly string[], choice: MappingChoice): boolean {
  const { columns, set } = chooseColumns<SurveyField>(surveyFields, [], heading, choice)
  return set.period !== undefined || columns.some(({ field }) => field === 'period')
}

const yearForm = /^(?:(.*?) )?((?:19|20)\d{2})(?: ?m?(0[1-9]|1[0-2]))?(?: (.*))?$/

const known = new Map(
  yearlyFields.flatMap((field) =>
    [field, ...surveyFields[field].headings.split(';')].map((name) => [normaliseName(name), field] as const),
  ),
)

function yearColumnOf(column: string, index: number): YearColumn | null {
  const [match, before = '', year = '', month, after = ''] = yearForm.exec(normaliseName(column)) ?? []
  const rest = `${before} ${after}`.trim()
  const field = rest === '' || rest === 'år' ? 'share' : known.get(rest)
  if (match === undefined || field === undefined) return null
  return { index, column, field, year: Number(year), month: month === undefined ? null : Number(month) }
}
