import type { AuditEntry, Reading } from './audit.ts'
import type { AuditLog } from './chain.ts'

/** What somebody looks for in the log, as the address says it. */
export interface LogSearch {
  log: AuditLog
  /** Part of the name of who acted or read; '' for anybody. */
  person: string
  /** '' for all. */
  act: string
  /** Part of what it was about, or a value that stands in the log as its hash; '' for everything. */
  subject: string
  /** YYYY-MM-DD, both inclusive, in Stockholm; '' leaves that end open. */
  from: string
  to: string
  /** From 1. */
  page: number
}

export const entriesPerPage = 50

/** Newest first. */
export interface LogPage {
  search: LogSearch
  total: number
  pages: number
  /** Acts there are any of, for the choice. */
  acts: readonly string[]
  entries: readonly LoggedAct[]
  readings: readonly LoggedReadingRow[]
}

export type LoggedAct = Omit<AuditEntry, 'municipalityCode'>
export type LoggedReadingRow = Omit<Reading, 'municipalityCode'>

const longest = 200
const day = /^\d{4}-\d{2}-\d{2}$/

/** What is no day or no page is left open, so that an address never fails. */
export function readSearch(parameters: URLSearchParams): LogSearch {
  const text = (name: string) => (parameters.get(name) ?? '').trim().slice(0, longest)
  const date = (name: string) => (isDay(text(name)) ? text(name) : '')
  const page = Math.trunc(Number(parameters.get('page')))
  return {
    log: parameters.get('log') === 'readings' ? 'readings' : 'acts',
    person: text('person'),
    act: text('act'),
    subject: text('subject'),
    from: date('from'),
    to: date('to'),
    page: page >= 1 && page <= 1_000_000 ? page : 1,
  }
}

function isDay(value: string): boolean {
  return day.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value)
}

/** '' or beginning with '?'. */
export function searchAddress(search: LogSearch, page = 1): string {
  const { log, person, act, subject, from, to } = search
  const parameters = new URLSearchParams()
  if (log === 'readings') parameters.set('log', log)
  for (const [name, value] of Object.entries({ person, act, subject, from, to })) {
    if (value !== '') parameters.set(name, value)
  }
  if (page > 1) parameters.set('page', String(page))
  return parameters.size === 0 ? '' : `?${parameters.toString()}`
}

export function isNarrowed({ person, act, subject, from, to }: LogSearch): boolean {
  return [person, act, subject, from, to].some((value) => value !== '')
}
