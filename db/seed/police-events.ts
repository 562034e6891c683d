// Events as the police might tell of them, in the last weeks that the demo's crimes reach. They name the kommun alone.
import { days, stockholmTime, dayAfter } from './calendar.ts'
import type { DemoPoliceEvent } from './model.ts'
import { randomStream } from './random.ts'

const lastDay = '2026-09-29'
const reach = 42
const months = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
]

/** What is told of, how often of a hundred, and in which words. */
const types: readonly (readonly [type: string, weight: number, summaries: readonly string[]])[] = [
  ['Trafikolycka', 26, ['Två personbilar har krockat i en korsning.', 'En cyklist har kört omkull.']],
  ['Trafikkontroll', 16, ['Polisen har kontrollerat hastighet och nykterhet.']],
  ['Stöld/inbrott', 14, ['Någon har brutit sig in i ett förråd.', 'En cykel har stulits.']],
  ['Brand', 10, ['Det brinner i en container.']],
  ['Sammanfattning natt', 10, ['En lugn natt i kommunen.']],
  ['Skadegörelse', 8, ['Klotter har anmälts.']],
  ['Narkotikabrott', 7, ['En person misstänks för narkotikabrott.']],
  ['Rattfylleri', 5, ['En förare misstänks för rattfylleri.']],
  ['Försvunnen person', 4, ['Polisen har sökt efter en person, som är återfunnen.']],
]

/** An invented event has no page at polisen.se, so it has no address. */
export function tellEvents(): DemoPoliceEvent[] {
  const random = randomStream('police events')
  const dates = Array.from({ length: reach + 1 }, (_, back) => dayAfter(lastDay, back - reach))
  return dates
    .flatMap((day) =>
      Array.from({ length: random.integer(0, 2) }, () => {
        const [type, , summaries] = types[random.weighted(types.map(([, weight]) => weight))] ?? ['Övrigt', 0, ['']]
        const minute = random.integer(0, 1439)
        const occurredAt = stockholmTime(day, minute)
        const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join('.')
        const name = `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${clock}, ${type}, Fyrskär`
        const publishedAt = new Date(occurredAt.getTime() + days(1) / 12)
        return { occurredAt, publishedAt, type, name, summary: random.pick(summaries), url: '' }
      }),
    )
    .map((event, index) => ({ id: firstId + index, ...event }))
}

/** Far below any number that polisen.se gives today. */
const firstId = 9901_000
