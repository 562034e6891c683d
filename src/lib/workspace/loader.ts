import { CellDrawer } from '#lib/cells/drawer.ts'
import type { DrawnForm } from '#lib/cells/drawing.ts'
import { filterToSearchParams } from '#lib/cells/filter.ts'
import { namedPlaces, type NamedParts } from './gazetteer.ts'
import { Latest } from './latest.ts'
import { addresses, ask, askCells, RequestFailure, type Fetch } from './requests.ts'
import type { CellAnswer, CellsAnswer, CountsAnswer, PointsAnswer } from './requests.ts'
import type { Task, WorkspaceState } from './state.svelte.ts'
import type { Viewport } from './viewport.ts'

/** More points than this are not asked for in one view: the newest are shown, and the page says so. */
const mostPoints = 5000

/** Fetches what the state asks for and puts the answers there; of each kind one request at a time, the last one wins. */
export class Loader {
  readonly #state: WorkspaceState
  readonly #fetch: Fetch
  readonly #latest = new Map<Task, Latest>()
  #drawer: CellDrawer | null = null

  constructor(state: WorkspaceState, fetch: Fetch) {
    this.#state = state
    this.#fetch = fetch
  }

  counts(months: { fromMonth: number | null; toMonth: number | null }): Promise<void> {
    const municipalityCode = this.#state.municipality.code
    const asked = filterToSearchParams({ municipalityCode, sources: null, categories: null, feelings: null, ...months })
    return this.#ask<CountsAnswer>('counts', addresses.counts(asked), (answer) => {
      this.#state.counts = { ...answer, ...months }
    })
  }

  cells(asked: URLSearchParams, { box, resolution }: Viewport, form: DrawnForm): Promise<void> {
    this.#drawer ??= new CellDrawer()
    const [address, drawer] = [addresses.cells(asked, box, resolution), this.#drawer]
    const askAndDraw = async (signal: AbortSignal): Promise<CellsAnswer> => {
      const answer = await askCells(this.#fetch, address, signal)
      return { ...answer, drawn: await drawer.draw(answer.cells, form) }
    }
    return this.#load('cells', askAndDraw, (answer) => {
      this.#state.cells = answer
    })
  }

  points(asked: URLSearchParams, bbox: readonly number[]): Promise<void> {
    const address = addresses.pointsInBox(asked, bbox, mostPoints)
    return this.#ask<PointsAnswer>('points', address, (answer) => {
      this.#state.points = answer
    })
  }

  cell(asked: URLSearchParams, cell: string): Promise<void> {
    return this.#ask<CellAnswer>('cell', addresses.cell(asked, cell), (answer) => {
      this.#state.cellAnswer = answer
    })
  }

  list(asked: URLSearchParams, cell: string, limit: number): Promise<void> {
    return this.#ask<PointsAnswer>('list', addresses.pointsInCell(asked, cell, limit), (answer) => {
      this.#state.listed = answer
    })
  }

  places(): Promise<void> {
    if (this.#state.places || this.#state.busy.has('places')) return Promise.resolve()
    return this.#ask<NamedParts>('places', addresses.basemap(this.#state.municipality.code), (answer) => {
      this.#state.places = namedPlaces(answer)
    })
  }

  stop(task: Task): void {
    this.#latest.get(task)?.stop()
    this.#state.end(task, null)
  }

  stopAll(): void {
    for (const latest of this.#latest.values()) latest.stop()
    this.#drawer?.close()
    this.#drawer = null
  }

  #ask<Answer>(task: Task, address: string, keep: (answer: Answer) => void): Promise<void> {
    return this.#load(task, (signal) => ask<Answer>(this.#fetch, address, signal), keep)
  }

  async #load<Answer>(
    task: Task,
    work: (signal: AbortSignal) => Promise<Answer>,
    keep: (answer: Answer) => void,
  ): Promise<void> {
    const latest = this.#latest.get(task) ?? new Latest()
    this.#latest.set(task, latest)
    this.#state.begin(task)
    try {
      const answer = await latest.run(work)
      if (answer === null) return
      keep(answer)
      this.#state.end(task, null)
    } catch (error) {
      this.#state.end(task, error instanceof RequestFailure ? error : new RequestFailure(null, error))
    }
  }
}
