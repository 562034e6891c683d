/**
 * What is asked of areas, in a URL: parsed and checked here before anything is read, and written here for the interface.
 * The page leaves open what it has not chosen; the API needs all that its measure needs.
 */
import * as v from 'valibot'

import { offenceGroups, type OffenceGroup } from '#lib/cells/category.ts'
import { earliestMonth, latestMonth, parseMonth } from '#lib/cells/period.ts'
import { ageBands, areaKinds, type AgeBand, type AreaKind } from '#lib/municipalities/municipality.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { formatReason, type ReasonKey } from './question-reasons.ts'

export const measures = ['crimes', 'survey', 'population'] as const
export type Measure = (typeof measures)[number]

/** As counted, or in proportion to those who live there. */
export const forms = ['count', 'rate'] as const
export type Form = (typeof forms)[number]

/** Months as they were handed over, 'YYYY-MM', both inclusive. */
export interface HandedPeriod {
  from: string
  to: string
}

/** What a person has chosen; null is left to what there is. */
export interface AreaChoice {
  measure: Measure | null
  kind: AreaKind | null
  form: Form
  /** Null is all that were handed over. */
  groups: readonly OffenceGroup[] | null
  period: HandedPeriod | null
  /** 'YYYY', or of a survey 'YYYY-MM' */
  when: string | null
  question: SurveyQuestion | null
  age: AgeBand | null
}

/** One answer to one question of one survey: what a share is a share of. */
export interface SurveyQuestion {
  survey: string
  question: string
  /** '' where the question tells already what was answered. */
  answer: string
}

interface Asked {
  municipalityCode: string
  kind: AreaKind
}

export type AreaQuestion = Asked &
  (
    | { measure: 'crimes'; form: Form; groups: readonly OffenceGroup[] | null; period: HandedPeriod }
    | { measure: 'survey'; question: SurveyQuestion; when: string }
    | { measure: 'population'; form: Form; when: string; age: AgeBand | null }
  )

export const noChoice: AreaChoice = {
  measure: null,
  kind: null,
  form: 'count',
  groups: null,
  period: null,
  when: null,
  question: null,
  age: null,
}

/** Questions of surveys are sentences, not chapters. */
export const longestWords = 500

const because = (key: ReasonKey): ReasonKey => key

const askableMonth = (text: string) => {
  const month = parseMonth(text)
  return month !== null && month >= earliestMonth && month <= latestMonth
}

const period = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
  v.strictTuple([v.string(), v.string()], because('period')),
  v.check((ends) => ends.every(askableMonth), because('period')),
  v.check(([from, to]) => from <= to, because('periodReversed')),
  v.transform(([from, to]): HandedPeriod => ({ from, to })),
)

const offences = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
  v.array(v.picklist(offenceGroups, because('group'))),
  v.transform((list): readonly OffenceGroup[] => offenceGroups.filter((group) => list.includes(group))),
)

const when = v.pipe(v.string(), v.regex(/^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?$/, because('when')))
const words = v.pipe(v.string(), v.maxLength(longestWords, because('words')))

const choiceEntries = {
  measure: v.optional(v.picklist(measures, because('measure'))),
  kind: v.optional(v.picklist(areaKinds, because('kind'))),
  form: v.optional(v.picklist(forms, because('form'))),
  group: v.optional(offences),
  period: v.optional(period),
  when: v.optional(when),
  survey: v.optional(words),
  question: v.optional(words),
  answer: v.optional(words),
  age: v.optional(v.picklist(ageBands, because('age'))),
}

const choiceSchema = v.object(choiceEntries)
const municipality = v.pipe(v.string(because('municipality')), v.regex(/^(?!0000)\d{4}$/, because('municipality')))
const askedSchema = v.object({ ...choiceEntries, municipality })

/** @throws ProblemError invalid-parameter, naming each parameter that cannot be understood */
export function readAreaChoice(params: URLSearchParams): AreaChoice {
  return toChoice(parse(choiceSchema, params))
}

/** @throws ProblemError invalid-parameter, also for what the measure needs and is not there */
export function parseAreaQuestion(params: URLSearchParams): AreaQuestion {
  const parsed = parse(askedSchema, params)
  const asked = questionOf(parsed.municipality, toChoice(parsed))
  if ('needs' in asked) throw invalid([[asked.needs, params.get(asked.needs) ?? '', reasonOfAbsence[asked.needs]]])
  return asked
}

/** One municipality, for lists. @throws ProblemError invalid-parameter */
export function parseMunicipality(params: URLSearchParams): string {
  return parse(v.object({ municipality }), params).municipality
}

type Needed = 'measure' | 'kind' | 'period' | 'when' | 'question'
const reasonOfAbsence = {
  measure: 'measure',
  kind: 'kind',
  period: 'periodMissing',
  when: 'whenMissing',
  question: 'questionMissing',
} as const satisfies Record<Needed, ReasonKey>

/** A complete question, or what is missing to make it one. */
export function questionOf(municipalityCode: string, choice: AreaChoice): AreaQuestion | { needs: Needed } {
  const { measure, kind, form, groups, period: months, when: asked, question, age } = choice
  if (measure === null) return { needs: 'measure' }
  if (kind === null) return { needs: 'kind' }
  const about = { municipalityCode, kind }
  if (measure === 'crimes') {
    return months === null ? { needs: 'period' } : { ...about, measure, form, groups, period: months }
  }
  if (measure === 'survey' && question === null) return { needs: 'question' }
  if (asked === null || (measure === 'population' && asked.length !== 4)) return { needs: 'when' }
  if (question !== null && measure === 'survey') return { ...about, measure, question, when: asked }
  return { ...about, measure: 'population', form: age === null ? 'count' : form, when: asked, age }
}

/** The parameters that give this choice again; what is left open is left out. */
export function writeAreaChoice(choice: AreaChoice): URLSearchParams {
  const { measure, kind, form, groups: chosen, period: months, when: asked, question, age } = choice
  const written = {
    measure,
    kind,
    form: form === 'count' ? null : form,
    group: chosen === null ? null : chosen.join(','),
    period: months === null ? null : `${months.from},${months.to}`,
    when: asked,
    survey: question?.survey ?? null,
    question: question?.question ?? null,
    answer: question?.answer || null,
    age,
  }
  return new URLSearchParams(
    Object.entries(written).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

function toChoice(parsed: v.InferOutput<typeof choiceSchema>): AreaChoice {
  const { survey, question } = parsed
  return {
    measure: parsed.measure ?? null,
    kind: parsed.kind ?? null,
    form: parsed.form ?? 'count',
    groups: parsed.group ?? null,
    period: parsed.period ?? null,
    when: parsed.when ?? null,
    question: survey === undefined || question === undefined ? null : { survey, question, answer: parsed.answer ?? '' },
    age: parsed.age ?? null,
  }
}

/** A parameter given twice is read as one list; one given empty as left out. */
function parse<Schema extends v.GenericSchema>(schema: Schema, params: URLSearchParams): v.InferOutput<Schema> {
  const names = [...new Set(params.keys())]
  const given = names.map((name) => [name, params.getAll(name).join(',')] as const).filter(([, value]) => value !== '')
  const result = v.safeParse(schema, Object.fromEntries(given))
  if (result.success) return result.output
  throw invalid(
    result.issues.map(({ path, message }) => {
      const column = String(path?.[0]?.key ?? '')
      return [column, params.getAll(column).join(','), message]
    }),
  )
}

function invalid(found: readonly (readonly [column: string, value: string, reason: string])[]): ProblemError {
  const each = new Map(
    found.map(([column, value, key]) => [`${column}/${key}`, { column, value, reason: formatReason(key) }]),
  )
  return new ProblemError('invalid-parameter', [...each.values()])
}
