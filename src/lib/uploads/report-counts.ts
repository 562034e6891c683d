import { m } from '#lib/languages/compiled/messages.js'
import { formatList, formatNumber, lowerFirst, type Locale } from '#lib/languages/format.ts'

import type { PointsReport } from './report.ts'

interface ToldCount {
  id: string
  number: string
  label: string
  means: string
}

type Label = (inputs: { count: number; written: string }) => string
type Entry = readonly [id: string, count: number, label: Label, means: string]

/** The counts that are not zero, each with what it means, and the names of those that are. */
export function tellReport(
  report: PointsReport,
  isTried: boolean,
  locale: Locale,
): { told: ToldCount[]; none: string | null } {
  const entries = entriesOf(report, isTried)
  const always = new Set(['read', 'added'])
  const told = entries
    .filter(([id, count]) => count > 0 || always.has(id))
    .map(([id, count, label, means]) => {
      const number = formatNumber(count, locale)
      return { id, number, label: label({ count, written: number }), means }
    })
  const zero = entries.filter(([id, count]) => count === 0 && !always.has(id))
  const names = zero.map(([, , label]) => lowerFirst(label({ count: 2, written: '2' })))
  return { told, none: names.length === 0 ? null : formatList(names, locale, 'disjunction') }
}

function entriesOf(report: PointsReport, isTried: boolean): Entry[] {
  const added = isTried ? m.upload_count_added_means() : m.import_count_added_means()
  const refused = isTried ? m.upload_count_refused_means() : m.import_count_refused_means()
  const notAPlace: Label = ({ count }) => m.upload_count_not_a_place({ count })
  return [
    ['read', report.rowsRead, m.import_count_read, m.import_count_read_means()],
    ['added', report.added, m.import_count_added, added],
    ['present', report.alreadyPresent, m.import_count_present, m.import_count_present_means()],
    ['without', report.withoutPosition, m.import_count_without, m.import_count_without_means()],
    ['outside', report.outside, m.import_count_outside, m.import_count_outside_means()],
    ['not-a-place', report.notAPlace, notAPlace, m.upload_count_not_a_place_means()],
    ['excluded', report.excluded, m.import_count_excluded, m.import_count_excluded_means()],
    ['refused', report.refused, m.import_count_refused, refused],
  ]
}
