/** How a value of an area is drawn. Pure; the map's layer and the legend follow it alike. */
import type { AreaPattern } from '#lib/map/area-paint.ts'
import type { RampName } from '#lib/map/ramp.ts'

import { areaBreaks, classOf, drawnValues, isUncertain } from './classes.ts'
import type { AreaQuestion } from './question.ts'
import type { AreaValue } from './value.ts'

/** What is reported is violet, what people answer teal; how many live there is neither. */
export function rampOf({ measure }: AreaQuestion): RampName {
  return measure === 'crimes' ? 'recorded' : measure === 'survey' ? 'perceived' : 'mixed'
}

/** The smallest difference that is written: a tenth of a crime per 1,000 people, else one. */
export function stepOf(question: AreaQuestion): number {
  return question.measure === 'crimes' && question.form === 'rate' ? 0.1 : 1
}

/** Whether values are per cent. */
export function isShare(question: AreaQuestion): boolean {
  return question.measure === 'survey' || (question.measure === 'population' && question.form === 'rate')
}

export interface AreaLook {
  /** The class of its colour, 0 the lowest; −1 has none. */
  step: number
  pattern: AreaPattern
}

/** The look of each value, beside the classes they share. */
export function looksOf(values: readonly AreaValue[], question: AreaQuestion): { breaks: number[]; looks: AreaLook[] } {
  const step = stepOf(question)
  const breaks = areaBreaks(drawnValues(values), step)
  return { breaks, looks: values.map((value) => lookOf(value, breaks, step)) }
}

function lookOf(value: AreaValue, breaks: readonly number[], step: number): AreaLook {
  switch (value.state) {
    case 'known':
      return { step: classOf(value.value ?? 0, breaks, step), pattern: 'none' }
    case 'partly':
      return {
        step: classOf(value.value ?? 0, breaks, step),
        pattern: isUncertain(value, breaks, step) ? 'uncertain' : 'none',
      }
    case 'written':
      return { step: -1, pattern: value.value === 0 ? 'dashed' : 'small' }
    case 'few':
      return { step: -1, pattern: 'few' }
    case 'missing':
      return { step: -1, pattern: 'missing' }
  }
}
