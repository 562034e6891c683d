import { SvelteMap, SvelteSet } from 'svelte/reactivity'

import type { AreaAnswer, AreasAnswer, ChoicesAnswer, EventsAnswer } from '#lib/areas/answer.ts'
import { completed } from '#lib/areas/choose.ts'
import { areaFeatures, areaSpots, type AreaShapes } from '#lib/areas/layer.ts'
import { looksOf, rampOf } from '#lib/areas/look.ts'
import { noChoice, questionOf, type AreaChoice, type AreaQuestion } from '#lib/areas/question.ts'
import { areaSentence } from '#lib/areas/words.ts'
import { m } from '#lib/languages/compiled/messages.js'
import type { Locale } from '#lib/languages/format.ts'
import type { AreaAddress } from './area-address.ts'
import type { RequestFailure } from './requests.ts'

export type AreaTask = 'choices' | 'values' | 'shapes' | 'area' | 'events'

/** An answer and what it answers: a number is never said of another period than its own. */
export interface AnsweredAreas {
  question: AreaQuestion
  answer: AreasAnswer
}

/** What the server has read before the page's scripts have woken. */
export interface AreasOpening {
  choices: ChoicesAnswer
  answered: AnsweredAreas | null
}

/** What the person has chosen of areas, and the last answers to it. Answers stay until the next ones are here. */
export class AreaState {
  readonly municipalityCode: string
  readonly locale: Locale
  choice = $state.raw<AreaChoice>(noChoice)
  /** The code of the selected area. */
  selected = $state<string | null>(null)
  /** Whether the police's events are open beside the map. */
  events = $state(false)

  choices = $state.raw<ChoicesAnswer | null>(null)
  answered = $state.raw<AnsweredAreas | null>(null)
  shapes = $state.raw<AreaShapes | null>(null)
  area = $state.raw<AreaAnswer | null>(null)
  listed = $state.raw<EventsAnswer | null>(null)
  readonly failures = new SvelteMap<AreaTask, RequestFailure>()
  readonly busy = new SvelteSet<AreaTask>()

  /** The choice with what was left open filled in. */
  readonly filled = $derived(this.choices === null ? this.choice : completed(this.choice, this.choices))
  /** What is to be asked; null while there is nothing to ask about. */
  readonly question = $derived.by((): AreaQuestion | null => {
    if (this.choices === null) return null
    const asked = questionOf(this.municipalityCode, this.filled)
    return 'needs' in asked ? null : asked
  })
  readonly values = $derived(this.answered?.answer.areas ?? [])
  readonly classed = $derived(this.answered ? looksOf(this.values, this.answered.question) : { breaks: [], looks: [] })
  readonly ramp = $derived(this.answered ? rampOf(this.answered.question) : 'mixed')
  readonly features = $derived.by(() => {
    const { shapes, answered } = this
    return shapes && answered ? areaFeatures(shapes, answered.answer.areas, answered.question) : null
  })
  readonly spots = $derived.by(() => {
    const { shapes, answered } = this
    return shapes && answered ? areaSpots(shapes, answered.question.kind) : []
  })
  readonly hasPanel = $derived(this.selected !== null || this.events)
  readonly absent = $derived((this.answered?.answer.absent ?? this.choices?.absent ?? []).length > 0)
  readonly sentence = $derived.by(() => {
    if (this.answered) return areaSentence(this.answered.question, this.answered.answer, this.locale)
    if (this.choices === null) return `${m.loading({}, { locale: this.locale })} …`
    return this.question === null
      ? m.areas_sentence_none({}, { locale: this.locale })
      : areaSentence(this.question, null, this.locale)
  })

  constructor(municipalityCode: string, locale: Locale, opening: AreasOpening | null) {
    this.municipalityCode = municipalityCode
    this.locale = locale
    this.choices = opening?.choices ?? null
    this.answered = opening?.answered ?? null
  }

  go(address: AreaAddress): void {
    this.choice = address.choice
    this.selected = address.selected
    this.events = address.events
  }

  choose(changes: Partial<AreaChoice>): void {
    this.choice = { ...this.choice, ...changes }
  }

  select(code: string | null): void {
    this.selected = code
    this.events = false
  }

  openEvents(): void {
    this.selected = null
    this.events = true
  }

  nameOf(code: string): string | null {
    return this.values.find((value) => value.code === code)?.name ?? null
  }

  begin(task: AreaTask): void {
    this.busy.add(task)
  }

  end(task: AreaTask, failure: RequestFailure | null): void {
    this.busy.delete(task)
    if (failure) this.failures.set(task, failure)
    else this.failures.delete(task)
  }
}
