import { SvelteMap, SvelteSet } from 'svelte/reactivity'

import type { CellFilter } from '#lib/cells/filter.ts'
import { formatMonth } from '#lib/cells/period.ts'
import type { Locale } from '#lib/languages/format.ts'
import type { Bbox, MapView } from '#lib/map/view.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import { shownFilter, writeAddress, type Address, type How } from './address.ts'
import { AreaState, type AreasOpening } from './areas.svelte.ts'
import { totalOf } from './facets.ts'
import type { NamedPlace } from './gazetteer.ts'
import { pointsWithIds } from '#lib/points/layer.ts'
import type { CellAnswer, CellsAnswer, CountsAnswer, PointsAnswer, RequestFailure } from './requests.ts'
import { sentenceOf } from './sentence.ts'

/** Counts and the period they are of: a number is never said of another period than its own. */
export interface PeriodCounts extends CountsAnswer {
  fromMonth: number | null
  toMonth: number | null
}

/** Several points of the map, taken together: what a ring of the cluster layer stands for. */
export interface Picked {
  ids: readonly string[]
}

/** Rows of the list that are asked for at a time. */
const listStep = 50
/** As many as the API gives. */
const longestList = 5000

export type Task = 'counts' | 'cells' | 'points' | 'cell' | 'list' | 'places'

/** What the person has chosen, and the last answers to it. Answers stay until the next ones are here. */
export class WorkspaceState {
  readonly municipality: Municipality
  readonly locale: Locale
  readonly areas: AreaState
  filter = $state.raw<CellFilter>() as CellFilter
  how = $state<How>('count')
  view = $state.raw<MapView | null>(null)
  bbox = $state.raw<Bbox | null>(null)
  cell = $state<string | null>(null)
  list = $state(false)
  table = $state(false)
  picked = $state.raw<Picked | null>(null)
  listLimit = $state(listStep)
  /** Grows when the person asks to try again. */
  attempt = $state(0)

  counts = $state.raw<PeriodCounts>() as PeriodCounts
  cells = $state.raw<CellsAnswer | null>(null)
  points = $state.raw<PointsAnswer | null>(null)
  cellAnswer = $state.raw<CellAnswer | null>(null)
  listed = $state.raw<PointsAnswer | null>(null)
  places = $state.raw<readonly NamedPlace[] | null>(null)
  readonly failures = new SvelteMap<Task, RequestFailure>()
  readonly busy = new SvelteSet<Task>()

  readonly absent = $derived(this.counts.absent ?? [])
  readonly shown = $derived(shownFilter(this.filter, this.how, this.absent))
  readonly total = $derived(totalOf(this.counts.counts, this.shown))
  readonly sentence = $derived.by(() => {
    if (this.how === 'areas') return this.areas.sentence
    const { fromMonth, toMonth } = this.counts
    return sentenceOf({ ...this.shown, fromMonth, toMonth }, this.total, this.locale)
  })
  /** How many filters are chosen, for the folded panel. */
  readonly choices = $derived(
    (this.filter.sources === null ? 0 : 1) +
      (this.filter.categories?.length ?? 0) +
      (this.filter.feelings === null ? 0 : 1) +
      (this.filter.fromMonth === null && this.filter.toMonth === null ? 0 : 1),
  )
  /** Which family of colours fits what is shown. */
  readonly tone = $derived.by((): 'perceived' | 'recorded' | 'mixed' => {
    const withCrimes = this.shown.sources?.includes('crime') ?? true
    const withSaid = this.shown.sources?.some((source) => source !== 'crime') ?? true
    return withCrimes && withSaid ? 'mixed' : withCrimes ? 'recorded' : 'perceived'
  })

  constructor(
    municipality: Municipality,
    locale: Locale,
    opening: { counts: PeriodCounts; areas: AreasOpening | null },
    address: Address,
  ) {
    this.municipality = municipality
    this.locale = locale
    this.areas = new AreaState(municipality.code, locale, opening.areas)
    this.counts = opening.counts
    this.go(address)
  }

  /** Becomes what an address says: at the start, and when the back button is used. */
  go(address: Address): void {
    this.filter = address.filter
    this.how = address.how
    if (address.view) this.view = address.view
    this.cell = address.cell
    this.list = address.list
    this.table = address.table
    this.areas.go(address.areas)
    this.picked = null
  }

  address(viewed = true): string {
    return writeAddress(this, viewed)
  }

  choose(changes: Partial<CellFilter>): void {
    this.filter = { ...this.filter, ...changes }
  }

  /** Whether something is open beside the map. */
  readonly hasPanel = $derived.by(() =>
    this.how === 'areas' ? this.areas.hasPanel : this.cell !== null || this.picked !== null,
  )

  clear(): void {
    this.choose({ sources: null, categories: null, feelings: null, fromMonth: null, toMonth: null })
  }

  select(cell: string | null): void {
    this.cell = cell
    this.picked = null
    this.listed = null
    this.listLimit = listStep
    if (cell === null) this.list = false
  }

  retry(): void {
    this.attempt += 1
  }

  listMore(): void {
    this.listLimit = Math.min(longestList, this.listLimit + listStep)
  }

  pick(ids: readonly string[]): void {
    this.cell = null
    this.list = false
    this.picked = { ids }
  }

  /** The points of the picked ring that the last answer holds. */
  readonly pickedPoints = $derived(pointsWithIds(this.points?.points ?? [], this.picked?.ids ?? []))

  begin(task: Task): void {
    this.busy.add(task)
  }

  end(task: Task, failure: RequestFailure | null): void {
    this.busy.delete(task)
    if (failure) this.failures.set(task, failure)
    else this.failures.delete(task)
  }
}

/** 'YYYY-MM' of the filter's ends, for what speaks of months in words. */
export function periodText({ fromMonth, toMonth }: { fromMonth: number | null; toMonth: number | null }) {
  return {
    from: fromMonth === null ? null : formatMonth(fromMonth),
    to: toMonth === null ? null : formatMonth(toMonth),
  }
}
