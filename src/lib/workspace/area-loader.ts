import type { AreaAnswer, AreasAnswer, ChoicesAnswer, EventsAnswer } from '#lib/areas/answer.ts'
import type { AreaShapes } from '#lib/areas/layer.ts'
import type { AreaQuestion } from '#lib/areas/question.ts'
import { areaAddresses } from './area-requests.ts'
import type { AreaState, AreaTask } from './areas.svelte.ts'
import { Latest } from './latest.ts'
import { addresses, ask, RequestFailure, type Fetch } from './requests.ts'

/** Fetches what is shown of areas and puts it in their state; of each kind one request at a time, the last one wins. */
export class AreaLoader {
  readonly #state: AreaState
  readonly #fetch: Fetch
  readonly #latest = new Map<AreaTask, Latest>()

  constructor(state: AreaState, fetch: Fetch) {
    this.#state = state
    this.#fetch = fetch
  }

  choices(): Promise<void> {
    const address = areaAddresses.choices(this.#state.municipalityCode)
    return this.#load<ChoicesAnswer>('choices', address, (answer) => {
      this.#state.choices = answer
    })
  }

  values(question: AreaQuestion): Promise<void> {
    return this.#load<AreasAnswer>('values', areaAddresses.values(question), (answer) => {
      this.#state.answered = { question, answer }
    })
  }

  shapes(): Promise<void> {
    return this.#load<AreaShapes>('shapes', addresses.areas(this.#state.municipalityCode), (answer) => {
      this.#state.shapes = answer
    })
  }

  area(code: string): Promise<void> {
    return this.#load<AreaAnswer>('area', areaAddresses.area(this.#state.municipalityCode, code), (answer) => {
      this.#state.area = answer
    })
  }

  events(): Promise<void> {
    return this.#load<EventsAnswer>('events', areaAddresses.events(this.#state.municipalityCode), (answer) => {
      this.#state.listed = answer
    })
  }

  stop(task: AreaTask): void {
    this.#latest.get(task)?.stop()
    this.#state.end(task, null)
  }

  stopAll(): void {
    for (const latest of this.#latest.values()) latest.stop()
  }

  async #load<Answer>(task: AreaTask, address: string, keep: (answer: Answer) => void): Promise<void> {
    const latest = this.#latest.get(task) ?? new Latest()
    this.#latest.set(task, latest)
    this.#state.begin(task)
    try {
      const answer = await latest.run((signal) => ask<Answer>(this.#fetch, address, signal))
      if (answer === null) return
      keep(answer)
      this.#state.end(task, null)
    } catch (error) {
      this.#state.end(task, error instanceof RequestFailure ? error : new RequestFailure(null, error))
    }
  }
}
