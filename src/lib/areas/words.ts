/** What a map of areas says in words: the sentence on top, the legend and each value. Pure. */
import type { OffenceGroup } from '#lib/cells/category.ts'
import { categoryName } from '#lib/cells/names.ts'
import {
  formatDay,
  formatList,
  formatMonth,
  formatNumber,
  lowerFirst,
  upperFirst,
  type Locale,
} from '#lib/languages/format.ts'
import { m } from '#lib/languages/compiled/messages.js'
import type { AgeBand, AreaKind } from '#lib/municipalities/municipality.ts'

import type { AreasAnswer, HandOver } from './answer.ts'
import { lengthOf } from './choose.ts'
import { isShare, stepOf } from './look.ts'
import type { AreaQuestion, HandedPeriod } from './question.ts'
import type { AreaValue, Total } from './value.ts'

/** More groups than this are counted in the sentence instead of named. */
const mostNamed = 3
/** More hand-overs than this are counted in the legend instead of named. */
const mostGiven = 2

const kinds = {
  statistical: m.area_kind_statistical,
  housing_estate: m.area_kind_estate,
  estate_part: m.area_kind_part,
}

export function kindName(kind: AreaKind, locale: Locale): string {
  return kinds[kind]({}, { locale })
}

const single = {
  statistical: m.area_one_statistical,
  housing_estate: m.area_one_estate,
  estate_part: m.area_one_part,
}

/** 'Statistiskt område', of one. */
export function kindOfOne(kind: AreaKind, locale: Locale): string {
  return single[kind]({}, { locale })
}

/** '12 statistiska områden' */
export function kindCount(kind: AreaKind, count: number, locale: Locale): string {
  const message = { statistical: m.areas_statistical, housing_estate: m.areas_estates, estate_part: m.areas_parts }[
    kind
  ]
  return message({ count, written: formatNumber(count, locale) }, { locale })
}

/** '0–15 år' */
export function ageName(age: AgeBand, locale: Locale): string {
  return m.age_years({ ages: age.replace('-', '–') }, { locale })
}

/** '2025', 'kvartal 1 2025', 'mars 2025', 'oktober 2024–mars 2025' */
export function handedPeriodName(period: HandedPeriod, locale: Locale): string {
  const { from, to } = period
  const [year, month] = [from.slice(0, 4), Number(from.slice(5))]
  switch (lengthOf(period)) {
    case 'year':
      return year
    case 'quarter':
      return m.quarter({ quarter: (month + 2) / 3, year }, { locale })
    case 'month':
      return formatMonth(from, locale)
    case 'other':
      return m.sentence_months(
        { from: formatMonth(from, locale, year !== to.slice(0, 4)), to: formatMonth(to, locale) },
        { locale },
      )
  }
}

/** '2025' or 'mars 2025' */
export function whenName(when: string, locale: Locale): string {
  return when.length === 4 ? when : formatMonth(when, locale)
}

/** A number as it is written for a question: whole, with one decimal, or in per cent. */
export function numberText(value: number, question: AreaQuestion, locale: Locale): string {
  const step = stepOf(question)
  const rounded = formatNumber(Number((Math.round(value / step) * step).toFixed(1)), locale)
  return isShare(question) ? m.percent({ value: rounded }, { locale }) : rounded
}

/** A value in an area, as a table or a panel says it: '27', 'minst 512, högst 524', '"<5"', 'saknas'. */
export function valueText(value: AreaValue, question: AreaQuestion, locale: Locale): string {
  const number = (one: number) => numberText(one, question, locale)
  if (value.state === 'missing') return m.area_missing({}, { locale })
  if (value.state === 'few') return m.area_few({}, { locale })
  if (value.state === 'written') return writtenText(value.written ?? '', locale)
  if (question.measure === 'survey') return shareText(value, locale)
  if (value.state === 'known' || value.low === null) return number(value.value ?? 0)
  if (value.high === null) return m.area_at_least({ low: number(value.low) }, { locale })
  return m.area_between({ low: number(value.low), high: number(value.high) }, { locale })
}

/** A number of crimes, whatever the map shows: '27', '12–16', '"<5"'. */
export function countText(value: AreaValue, locale: Locale): string {
  if (value.state === 'written') return writtenText(value.written ?? '', locale)
  if (value.state === 'missing') return m.area_missing({}, { locale })
  const low = formatNumber(value.low ?? 0, locale)
  if (value.high === value.low) return low
  if (value.high === null) return m.area_at_least({ low }, { locale })
  return m.area_between({ low, high: formatNumber(value.high, locale) }, { locale })
}

/** Words as handed over are quoted, so that nobody takes them for ours. */
export function writtenText(written: string, locale: Locale): string {
  return m.area_quoted({ written }, { locale })
}

/** '62 % (mellan 55 och 69 %), 134 svar' */
export function shareText(value: AreaValue, locale: Locale): string {
  const whole = (one: number | null) => formatNumber(Math.round(one ?? 0), locale)
  const { value: share, low, high, people } = value
  const said =
    low === null || high === null
      ? m.percent({ value: whole(share) }, { locale })
      : m.share_between({ share: whole(share), low: whole(low), high: whole(high) }, { locale })
  return people === null
    ? said
    : m.share_answered({ said, count: people, written: formatNumber(people, locale) }, { locale })
}

/** 'anmälda brott som gäller våld och rån' */
export function crimesSubject(groups: readonly OffenceGroup[] | null, locale: Locale): string {
  const subject = m.source_crime({}, { locale })
  if (groups === null) return subject
  if (groups.length > mostNamed) return m.sentence_crimes_about_many({ subject, count: groups.length }, { locale })
  const names = groups.map((group) => lowerFirst(categoryName('crime', group, locale)))
  return m.sentence_crimes_about({ subject, groups: formatList(names, locale) }, { locale })
}

/** What the map shows, in one plain sentence. */
export function areaSentence(question: AreaQuestion, answer: AreasAnswer | null, locale: Locale): string {
  if (answer !== null && answer.areas.every(({ state }) => state === 'missing')) {
    const parts = { subject: subjectOf(question, locale), areas: kindCount(question.kind, answer.areas.length, locale) }
    return m.areas_sentence_nothing(parts, { locale })
  }
  const said = answer === null ? `${subjectOf(question, locale)}.` : sentenceWith(question, answer, locale)
  const missing = answer?.areas.filter(({ state }) => state === 'missing').length ?? 0
  if (missing === 0) return said
  return `${said} ${m.areas_missing_sentence({ areas: kindCount(question.kind, missing, locale) }, { locale })}`
}

function subjectOf(question: AreaQuestion, locale: Locale): string {
  if (question.measure === 'crimes') {
    const parts = {
      subject: upperFirst(crimesSubject(question.groups, locale)),
      period: handedPeriodName(question.period, locale),
    }
    return (question.form === 'rate' ? m.areas_crimes_rate : m.areas_crimes)(parts, { locale })
  }
  const when = whenName(question.when, locale)
  if (question.measure === 'survey') {
    const { question: asked, answer } = question.question
    if (answer === '') return m.areas_survey({ question: asked, when }, { locale })
    return m.areas_survey_answer({ question: asked, answer: lowerFirst(answer), when }, { locale })
  }
  if (question.age === null) return m.areas_population({ when }, { locale })
  const age = ageName(question.age, locale)
  return (question.form === 'rate' ? m.areas_population_share : m.areas_population_age)({ when, age }, { locale })
}

/** 'Känner du dig otrygg …? Otrygg' */
export function questionName({ question, answer }: { question: string; answer: string }): string {
  return answer === '' ? question : `${question} – ${lowerFirst(answer)}`
}

function sentenceWith(question: AreaQuestion, answer: AreasAnswer, locale: Locale): string {
  const subject = subjectOf(question, locale)
  const held = answer.areas.filter(({ state }) => state !== 'missing').length
  const areas = kindCount(question.kind, held, locale)
  if (question.measure === 'survey') {
    if (answer.whole === null || answer.whole.value === null) return m.areas_sentence_in({ subject, areas }, { locale })
    return m.areas_sentence_whole({ subject, areas, whole: shareText(answer.whole, locale) }, { locale })
  }
  if (question.form === 'rate') return rateSentence(question, answer, { subject, areas }, locale)
  return m.areas_sentence({ subject, areas, total: totalText(answer.total, question, locale) }, { locale })
}

function rateSentence(
  question: AreaQuestion,
  { populationYear }: AreasAnswer,
  parts: { subject: string; areas: string },
  locale: Locale,
): string {
  if (question.measure !== 'crimes') return m.areas_sentence_in(parts, { locale })
  if (populationYear === null) return m.areas_sentence_no_population(parts, { locale })
  return m.areas_sentence_rate({ ...parts, year: String(populationYear) }, { locale })
}

/** '1 184 st', 'mellan 1 100 och 1 184 st', '18 043 personer' */
export function totalText(total: Total | null, { measure }: AreaQuestion, locale: Locale): string {
  const low = formatNumber(total?.low ?? 0, locale)
  if (measure === 'population') return m.total_people({ count: low }, { locale })
  if (total === null || total.high === total.low) return m.total_exact({ count: low }, { locale })
  if (total.high === null) return m.total_at_least({ low }, { locale })
  return m.total_between({ low, high: formatNumber(total.high, locale) }, { locale })
}

/** What the colours are of, with their unit. */
export function legendTitle(question: AreaQuestion, locale: Locale): string {
  if (question.measure === 'survey') return m.legend_areas_survey({}, { locale })
  const isRate = question.form === 'rate'
  if (question.measure === 'crimes')
    return (isRate ? m.legend_areas_crimes_rate : m.legend_areas_crimes)({}, { locale })
  return (isRate ? m.legend_areas_population_share : m.legend_areas_population)({}, { locale })
}

/** 'Lämnat ut av Polisen 15 januari 2026, dnr A123.456/2026.' */
export function givenText(given: readonly HandOver[], locale: Locale): string {
  if (given.length === 0) return ''
  const named = given.slice(0, mostGiven).map((one) => handOverText(one, locale))
  const list = formatList(
    given.length > mostGiven ? [...named, m.given_more({ count: given.length - mostGiven }, { locale })] : named,
    locale,
  )
  return m.given({ givers: list }, { locale })
}

function handOverText({ giver, handedOverOn, reference }: HandOver, locale: Locale): string {
  const day = handedOverOn === null ? null : formatDay(handedOverOn, locale)
  const whom = day === null ? giver : m.given_on({ giver, day }, { locale })
  return reference === null ? whom : m.given_reference({ whom, reference }, { locale })
}
