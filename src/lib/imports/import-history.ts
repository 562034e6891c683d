import type { Source } from '#lib/cells/category.ts'

import type { ImportKind, LoggedImport } from './logged-import.ts'

/** One line of the log, without how its file was read. */
export type HistoryEntry = Omit<LoggedImport, 'mapping'>

/** One page of the log, of one kind of files or of all. */
export interface HistoryPage {
  entries: readonly HistoryEntry[]
  /** Kinds there is anything of, in the order of `kindsInOrder`. */
  kinds: readonly { kind: ImportKind; count: number }[]
  kind: ImportKind | null
  /** From 1. */
  page: number
  pages: number
  /** Of every kind. */
  total: number
}

export const entriesPerPage = 50

export const kindsInOrder = [
  'remarks',
  'incident-reports',
  'observations',
  'crimes',
  'area-counts',
  'surveys',
  'police-events',
  'areas',
  'places',
  'population',
] as const satisfies readonly ImportKind[]

const sourceOfKind: Partial<Record<ImportKind, Source>> = {
  remarks: 'remark',
  'incident-reports': 'remark',
  observations: 'observation',
  crimes: 'crime',
}

/** What of the map a file of this kind is seen as; null where its rows are no points. */
export function sourceOf(kind: ImportKind): Source | null {
  return sourceOfKind[kind] ?? null
}

/** Newest first; an entry both sides may read is there once. */
export function mergeHistories<Entry extends Pick<LoggedImport, 'id' | 'importedAt'>>(
  ...histories: readonly (readonly Entry[])[]
): Entry[] {
  const byId = new Map(histories.flat().map((entry) => [entry.id, entry]))
  return [...byId.values()].sort((a, b) => b.importedAt.getTime() - a.importedAt.getTime() || (a.id < b.id ? 1 : -1))
}

/** What the address asks for; a kind or a page that is not there is answered by the nearest that is. */
export function pageOfHistory(entries: readonly HistoryEntry[], parameters: URLSearchParams): HistoryPage {
  const counts = kindsInOrder.map((kind) => ({ kind, count: entries.filter((entry) => entry.kind === kind).length }))
  const kinds = counts.filter(({ count }) => count > 0)
  const kind = kinds.find((one) => one.kind === parameters.get('kind'))?.kind ?? null
  const chosen = kind === null ? entries : entries.filter((entry) => entry.kind === kind)
  const pages = Math.max(1, Math.ceil(chosen.length / entriesPerPage))
  const asked = Math.trunc(Number(parameters.get('page')))
  const page = Math.min(pages, Math.max(1, Number.isFinite(asked) ? asked : 1))
  const first = (page - 1) * entriesPerPage
  return { entries: chosen.slice(first, first + entriesPerPage), kinds, kind, page, pages, total: entries.length }
}

/** '' or beginning with '?': the address of a page of the log. */
export function historySearch(kind: ImportKind | null, page: number): string {
  const parameters = new URLSearchParams({
    ...(kind === null ? {} : { kind }),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString()
  return parameters === '' ? '' : `?${parameters}`
}
