// What an invented safety survey says of the statistical areas: the same places that remarks say are feared, and a calm
// shopping area that few live in.
import type { DemoArea, DemoSurveyValue } from './model.ts'
import { randomStream } from './random.ts'

export const surveyName = 'Fyrskärs trygghetsundersökning (påhittad)'
const years = [2023, 2025] as const
/** Those who are asked are 16 and older; of ten who live there, about one answers. */
const answeredShare = 0.1
/** Fewer answers than this are not given out. */
const fewest = 15

interface Question {
  question: string
  answer: string
  /** Of the share that fears to be out late, how much answers so. */
  part: number
}

const questions: readonly Question[] = [
  { question: 'Hur trygg känner du dig när du går ensam ute sent på kvällen där du bor?', answer: 'Otrygg', part: 1 },
  {
    question: 'Har du det senaste året valt en annan väg för att du känt dig otrygg?',
    answer: 'Ja, ofta',
    part: 0.42,
  },
]

/** The share that feels unsafe out late in 2023 and 2025: high round the station, the tunnel, the park and the way to school. */
const unsafe: Readonly<Record<string, readonly [number, number]>> = {
  '9901S01': [0.36, 0.39],
  '9901S02': [0.38, 0.42],
  '9901S03': [0.14, 0.13],
  '9901S04': [0.11, 0.12],
  '9901S05': [0.41, 0.44],
  '9901S06': [0.33, 0.34],
  '9901S07': [0.2, 0.18],
  '9901S08': [0.33, 0.37],
  '9901S09': [0.22, 0.25],
  '9901S10': [0.17, 0.16],
  '9901S11': [0.1, 0.1],
  '9901S12': [0.16, 0.17],
}

export function askSurvey(areas: readonly DemoArea[]): DemoSurveyValue[] {
  const statistical = areas.filter(({ kind }) => kind === 'statistical')
  return questions.flatMap(({ question, answer, part }) =>
    years.flatMap((year, wave) => {
      const random = randomStream(`survey ${question} ${year}`)
      const asked = statistical.map(({ code, population }) => {
        const people = population.reduce((sum, row) => (row.ageBand === '0-15' ? sum : sum + row.people), 0)
        const answered = Math.round(people * answeredShare * random.between(0.9, 1.1))
        const share = (unsafe[code]?.[wave] ?? 0.2) * part
        return { areaCode: code, answered, hits: Math.round(answered * share) }
      })
      const all = asked.reduce((sum, one) => ({ answered: sum.answered + one.answered, hits: sum.hits + one.hits }), {
        answered: 0,
        hits: 0,
      })
      const about = { survey: surveyName, question, answer, year, month: null }
      return [{ areaCode: null, ...all }, ...asked].map((one) => ({ ...about, ...figureOf(one) }))
    }),
  )
}

function figureOf({ areaCode, answered, hits }: { areaCode: string | null; answered: number; hits: number }) {
  if (answered < fewest) {
    return { areaCode, answered, share: null, shareLow: null, shareHigh: null, written: '..' }
  }
  const share = round(hits / answered)
  const [shareLow, shareHigh] = wilson(hits, answered)
  return {
    areaCode,
    answered,
    share,
    shareLow,
    shareHigh,
    written: `${String(round(share * 100)).replace('.', ',')} %`,
  }
}

/** 95 % interval of a share (Wilson 1927). */
function wilson(hits: number, answered: number): [low: number, high: number] {
  const z = 1.96
  const share = hits / answered
  const middle = (share + z ** 2 / (2 * answered)) / (1 + z ** 2 / answered)
  const reach =
    (z * Math.sqrt((share * (1 - share)) / answered + z ** 2 / (4 * answered ** 2))) / (1 + z ** 2 / answered)
  return [round(middle - reach), round(middle + reach)]
}

const round = (value: number) => Math.round(value * 1000) / 1000
