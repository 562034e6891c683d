import { may } from '#lib/accounts/permissions.ts'
import type { Source } from '#lib/cells/category.ts'
import { sourceName } from '#lib/cells/names.ts'
import { formatMonth, monthOf } from '#lib/cells/period.ts'
import type { Database } from '#lib/database/database.ts'
import { m } from '#lib/languages/compiled/messages.js'
import { formatList, formatMonth as writeMonth, upperFirst } from '#lib/languages/format.ts'
import { findGaps, type MonthGaps } from './month-gaps.ts'
import { readSourceMonths, seenSources } from './source-months.server.ts'
import type { StartItem, StartQuestion, StartSource } from './start.ts'

/** How far each source reaches, and which months are missing: a map is read wrongly by who does not know. */
export const gapsInSources: StartSource = async (database, question) => {
  const { reader, access } = question
  if (!may(access, 'map.read')) return []
  const told = await Promise.all(seenSources(reader).map((source) => tellSource(database, question, source)))
  return told.filter((item) => item !== null)
}

async function tellSource(database: Database, question: StartQuestion, source: Source): Promise<StartItem | null> {
  const { reader, slug, now } = question
  const gaps = findGaps([...(await readSourceMonths(database, reader, source)).keys()], monthOf(now))
  if (gaps === null) return null
  return { heading: 'imports', text: tellGaps(source, gaps, question), href: `/${slug}/map?source=${source}` }
}

const monthsNamed = 4

function tellGaps(source: Source, { latest, missing, behind }: MonthGaps, { locale }: StartQuestion): string {
  const name = upperFirst(sourceName(source, locale))
  const reaches = m.start_source_reaches({ source: name, month: writeMonth(formatMonth(latest), locale) }, { locale })
  const late = behind > 1 ? m.start_source_behind({ count: behind }, { locale }) : ''
  const named = missing.slice(0, monthsNamed).map((month) => writeMonth(month, locale))
  const more = missing.length - named.length
  const list = formatList(more > 0 ? [...named, m.start_more_months({ count: more }, { locale })] : named, locale)
  const gaps = missing.length === 0 ? '' : m.start_source_misses({ months: list }, { locale })
  return [reaches, late, gaps].filter((sentence) => sentence !== '').join(' ')
}
