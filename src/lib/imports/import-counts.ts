import { m } from '#lib/languages/compiled/messages.js'
import { formatList, formatNumber, lowerFirst, type Locale } from '#lib/languages/format.ts'

import type { HistoryEntry } from './import-history.ts'

/** One count of an import with the words that say what it means. */
export interface ToldCount {
  id: string
  number: string
  label: string
  means: string
}

type Label = (inputs: { count: number; written: string }) => string

/** The counts of an import that are not zero, and the names of those that are: 'utan läge, avvisade'. */
export function tellCounts(entry: HistoryEntry, locale: Locale): { told: ToldCount[]; none: string | null } {
  const added = entry.undoneAt === null ? m.import_count_added_means() : m.import_count_added_undone_means()
  const counts: readonly (readonly [id: string, count: number, label: Label, means: string])[] = [
    ['read', entry.rowsRead, m.import_count_read, m.import_count_read_means()],
    ['added', entry.added, m.import_count_added, added],
    ['present', entry.alreadyPresent, m.import_count_present, m.import_count_present_means()],
    ['without', entry.withoutPosition, m.import_count_without, m.import_count_without_means()],
    ['outside', entry.outside, m.import_count_outside, m.import_count_outside_means()],
    ['excluded', entry.excluded, m.import_count_excluded, m.import_count_excluded_means()],
    ['refused', entry.refused, m.import_count_refused, m.import_count_refused_means()],
  ]
  const always = new Set(['read', 'added'])
  const told = counts
    .filter(([id, count]) => count > 0 || always.has(id))
    .map(([id, count, label, means]) => {
      const number = formatNumber(count, locale)
      return { id, number, label: label({ count, written: number }), means }
    })
  const zero = counts.filter(([id, count]) => count === 0 && !always.has(id))
  const names = zero.map(([, , label]) => lowerFirst(label({ count: 2, written: '2' })))
  return { told, none: names.length === 0 ? null : formatList(names, locale, 'disjunction') }
}
