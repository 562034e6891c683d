import type { PopulationCount } from '#lib/municipalities/municipality.ts'

/** Whole years of life, both inclusive, and the band they are counted in. */
export interface AgeRange {
  from: number
  to: number
  band: PopulationCount['ageBand']
}

const oldest = 150
const bands: readonly AgeRange[] = [
  { band: '0-15', from: 0, to: 15 },
  { band: '16-24', from: 16, to: 24 },
  { band: '25-44', from: 25, to: 44 },
  { band: '45-64', from: 45, to: 64 },
  { band: '65-79', from: 65, to: 79 },
  { band: '80+', from: 80, to: oldest },
]

const singleForm = /^(\d{1,3})$/
const rangeForm = /^(\d{1,3}) ?[-–—] ?(\d{1,3})$/
const openForm = /^(\d{1,3}) ?(?:[+\-–—]|(?:och|eller|år och|år eller) äldre)$/i

/** '17', '16-24 år', '80+', '100+ år', '80-': null for what is no age, and for a range that two bands share. */
export function parseAge(text: string): AgeRange | null {
  const written = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?(?:år|years?)$/i, '')
  const single = singleForm.exec(written)
  const range = rangeForm.exec(written)
  const open = openForm.exec(written)
  const from = Number((single ?? range ?? open)?.[1] ?? Number.NaN)
  const to = single ? from : range ? Number(range[2]) : oldest
  const band = bands.find((candidate) => candidate.from <= from && to <= candidate.to)
  return band === undefined || from > to ? null : { from, to, band: band.band }
}
