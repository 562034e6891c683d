/** What the addresses of areas answer. Pure types, for the server that writes them and the page that reads them. */
import type { OffenceGroup, Source } from '#lib/cells/category.ts'
import type { AreaKind, PopulationCount } from '#lib/municipalities/municipality.ts'

import type { HandedPeriod, SurveyQuestion } from './question.ts'
import type { AreaValue, Total } from './value.ts'

/** Who handed numbers over, when ('YYYY-MM-DD') and under which diarienummer. */
export interface HandOver {
  giver: string
  handedOverOn: string | null
  reference: string | null
}

export interface NamedArea {
  code: string
  name: string
}

/** GET /api/v1/areas */
export interface AreasAnswer {
  areas: readonly (NamedArea & AreaValue)[]
  /** Only of what can be added. */
  total: Total | null
  /** What a survey says of the whole municipality. */
  whole: AreaValue | null
  /** Each hand-over once, the newest first. */
  given: readonly HandOver[]
  /** The year of the population that a number is in proportion to. */
  populationYear: number | null
  absent?: readonly Source[]
}

/** GET /api/v1/area-choices: what there is to choose among. */
export interface ChoicesAnswer {
  kinds: readonly { kind: AreaKind; areas: number }[]
  /** As they were handed over, the newest first. */
  periods: readonly (HandedPeriod & { kind: AreaKind; groups: readonly OffenceGroup[] })[]
  populationYears: readonly { kind: AreaKind; year: number }[]
  /** The newest first. */
  surveys: readonly (SurveyQuestion & { kind: AreaKind; when: string })[]
  absent?: readonly Source[]
}

export interface AreaCount extends HandedPeriod, HandOver {
  offenceGroup: OffenceGroup
  n: number | null
  written: string
}

export interface SurveyFigure extends SurveyQuestion {
  /** 'YYYY' or 'YYYY-MM' */
  when: string
  /** Per cent; null when it was not handed over as a number. */
  share: number | null
  low: number | null
  high: number | null
  answered: number | null
  written: string
}

/** GET /api/v1/areas/[code]: everything about one area. */
export interface AreaAnswer extends NamedArea {
  kind: AreaKind
  parent: NamedArea | null
  /** The newest period first. */
  crimes: readonly AreaCount[]
  population: readonly PopulationCount[]
  surveys: readonly SurveyFigure[]
  absent?: readonly Source[]
}

export interface ListedEvent {
  id: number
  /** ISO 8601 */
  occurredAt: string
  name: string
  /** At polisen.se; null for what has no page there. */
  url: string | null
}

/** GET /api/v1/police-events */
export interface EventsAnswer {
  days: number
  /** The last instant of those days, ISO 8601: now, or when there is nothing that new, the newest event. */
  until: string
  isCurrent: boolean
  count: number
  /** The most frequent first, the events of each newest first. */
  types: readonly { type: string; events: readonly ListedEvent[] }[]
}
