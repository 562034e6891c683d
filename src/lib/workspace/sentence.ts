import { categoriesOf, sources } from '#lib/cells/category.ts'
import type { Category, Feeling, Source } from '#lib/cells/category.ts'
import { categoryName, sourceName } from '#lib/cells/names.ts'
import type { MonthFilter } from '#lib/cells/period.ts'
import { formatMonth as monthText } from '#lib/cells/period.ts'
import type { SlotFilter } from '#lib/cells/slot.ts'
import { m } from '#lib/languages/compiled/messages.js'
import { formatList, formatMonth, formatNumber, lowerFirst, upperFirst, type Locale } from '#lib/languages/format.ts'
import type { Total } from './facets.ts'

/** More categories than this are counted in the sentence instead of named. */
const mostNamed = 3

/**
 * What the map shows, in one plain sentence: "Synpunkter om belysning där någon känner sig otrygg, september
 * 2025–september 2026: 214 st, varav 12 utan plats." A source that has none of the chosen categories is not mentioned,
 * since nothing of it is shown.
 */
export function sentenceOf(filter: SlotFilter & MonthFilter, total: Total, locale: Locale): string {
  const subject = subjectOf(filter, locale)
  if (subject === null) return m.sentence_nothing_possible({}, { locale })
  const parts = { subject: upperFirst(subject), period: periodOf(filter, locale) }
  if (total.count === 0) return m.sentence_none(parts, { locale })
  const count = formatNumber(total.count, locale)
  if (total.withoutPosition === 0) return m.sentence({ ...parts, count }, { locale })
  const without = formatNumber(total.withoutPosition, locale)
  return m.sentence_without_position({ ...parts, count, without }, { locale })
}

/** 'september 2025–september 2026', 'januari–mars 2026', 'hela perioden'. */
export function periodOf({ fromMonth, toMonth }: MonthFilter, locale: Locale): string {
  if (fromMonth === null && toMonth === null) return m.sentence_always({}, { locale })
  if (toMonth === null) return m.sentence_since({ from: written(fromMonth ?? 0, locale) }, { locale })
  if (fromMonth === null) return m.sentence_until({ to: written(toMonth, locale) }, { locale })
  if (fromMonth === toMonth) return written(toMonth, locale)
  const sameYear = monthText(fromMonth).slice(0, 4) === monthText(toMonth).slice(0, 4)
  return m.sentence_months({ from: written(fromMonth, locale, !sameYear), to: written(toMonth, locale) }, { locale })
}

function written(month: number, locale: Locale, withYear = true): string {
  return formatMonth(monthText(month), locale, withYear)
}

/** What is shown, without when and how many; null when the choices rule each other out. */
function subjectOf(filter: SlotFilter, locale: Locale): string | null {
  const shown = sources.filter(
    (source) => (filter.sources?.includes(source) ?? true) && chosenOf(source, filter)?.length !== 0,
  )
  const said = shown.filter((source) => source !== 'crime')
  const crimes = shown.filter((source) => source === 'crime')
  if (shown.length === 0) return null
  const plain = filter.categories === null && (filter.feelings === null || said.length === 0)
  if (plain) return sourceList(shown, locale)
  const saidPart = said.length === 0 ? null : saidSubject(said, filter, locale)
  const crimePart = crimes.length === 0 ? null : crimeSubject(filter, locale)
  if (saidPart !== null && crimePart !== null) return m.sentence_both({ said: saidPart, crimes: crimePart }, { locale })
  return saidPart ?? crimePart
}

/** The chosen categories a source has; null when no choice is made. */
function chosenOf(source: Source, filter: SlotFilter): Category[] | null {
  return filter.categories && categoriesOf(source).filter((category) => filter.categories?.includes(category))
}

function sourceList(shown: readonly Source[], locale: Locale): string {
  return formatList(
    shown.map((source) => lowerFirst(sourceName(source, locale))),
    locale,
  )
}

function saidSubject(said: readonly Source[], filter: SlotFilter, locale: Locale): string {
  const first = said[0] ?? 'remark'
  const categories = chosenOf(first, filter)
  const list = sourceList(said, locale)
  const subject = categories === null ? list : aboutThemes(list, first, categories, locale)
  const feeling = filter.feelings && feelingOf(filter.feelings, locale)
  return feeling ? m.sentence_with_feeling({ subject, feeling }, { locale }) : subject
}

function aboutThemes(subject: string, source: Source, categories: Category[], locale: Locale): string {
  if (categories.length > mostNamed) return m.sentence_about_many({ subject, count: categories.length }, { locale })
  return m.sentence_about({ subject, themes: categoryList(source, categories, locale) }, { locale })
}

function crimeSubject(filter: SlotFilter, locale: Locale): string {
  const subject = lowerFirst(sourceName('crime', locale))
  const categories = chosenOf('crime', filter)
  if (categories === null) return subject
  if (categories.length > mostNamed)
    return m.sentence_crimes_about_many({ subject, count: categories.length }, { locale })
  return m.sentence_crimes_about({ subject, groups: categoryList('crime', categories, locale) }, { locale })
}

function categoryList(source: Source, categories: readonly Category[], locale: Locale): string {
  return formatList(
    categories.map((category) => lowerFirst(categoryName(source, category, locale))),
    locale,
  )
}

/** 'där någon känner sig otrygg'; empty when every feeling is chosen. */
function feelingOf(chosen: readonly Feeling[], locale: Locale): string {
  const [safe, unsure, unsafe] = [chosen.includes('safe'), chosen.includes('unsure'), chosen.includes('unsafe')]
  if (safe === unsafe && unsure === safe) return ''
  if (!safe && !unsafe) return m.sentence_where_unsure({}, { locale })
  const feelings = (
    safe && unsafe ? m.sentence_feeling_both : safe ? m.sentence_feeling_safe : m.sentence_feeling_unsafe
  )({}, { locale })
  const where = unsure ? m.sentence_where_feels_or_unsure : m.sentence_where_feels
  return where({ feelings }, { locale })
}
