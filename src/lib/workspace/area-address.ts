import { noChoice, readAreaChoice, writeAreaChoice, type AreaChoice } from '#lib/areas/question.ts'

/** What an address says of areas: what is shown of them, and what is open beside the map. */
export interface AreaAddress {
  choice: AreaChoice
  /** The code of the selected area. */
  selected: string | null
  events: boolean
}

export const noAreas: AreaAddress = { choice: noChoice, selected: null, events: false }

/** @throws ProblemError invalid-parameter when the choice says something that cannot be understood */
export function readAreaAddress(parameters: URLSearchParams): AreaAddress {
  const selected = parameters.get('area') || null
  return {
    choice: readAreaChoice(parameters),
    selected,
    events: selected === null && parameters.get('events') === '1',
  }
}

export function writeAreaAddress({ choice, selected, events }: AreaAddress): URLSearchParams {
  const written = writeAreaChoice(choice)
  if (selected !== null) written.set('area', selected)
  else if (events) written.set('events', '1')
  return written
}
