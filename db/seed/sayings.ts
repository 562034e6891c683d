// A saying is one resident's words, written by hand, with what follows from them: theme, feeling, when it is felt.
import type { DemoRemark, Feeling, Season, Theme } from './model.ts'

export interface Saying {
  theme: Theme
  feeling: Feeling
  feltLight: DemoRemark['feltLight']
  feltDay: DemoRemark['feltDay']
  feltSeason: Season | null
  words: string
  suggestion: string | null
}

const feelings: Readonly<Record<string, Feeling>> = { s: 'safe', n: 'unsure', u: 'unsafe' }
const lights = ['daylight', 'dark'] as const
const days = ['weekday', 'weekend'] as const
const seasons = ['winter', 'spring', 'summer', 'autumn'] as const

/** Reads lines of `theme|s, n or u|when|words|suggestion`; `when` holds any of the words for light, day and season. */
export function sayings(text: string): readonly Saying[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [theme, letter, when, words, suggestion] = line.split('|').map((part) => part.trim())
      const feeling = feelings[letter ?? '']
      if (feeling === undefined || !words) throw new Error(`not a saying: ${line}`)
      const felt = (when ?? '').split(' ')
      return {
        theme: theme as Theme,
        feeling,
        feltLight: lights.find((light) => felt.includes(light)) ?? null,
        feltDay: days.find((day) => felt.includes(day)) ?? null,
        feltSeason: seasons.find((season) => felt.includes(season)) ?? null,
        words,
        suggestion: suggestion || null,
      }
    })
}
