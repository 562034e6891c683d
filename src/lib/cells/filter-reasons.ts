import { feelings, sources } from './category.ts'
import { maximumCells } from './cover.ts'

/** Why a parameter of the map is refused, in words that tell what to write instead. */
const reasons = {
  municipality: {
    sv: 'municipality ska vara en kommunkod med fyra siffror, till exempel 1282.',
    en: 'municipality must be a four-digit municipality code, 1282 for example.',
  },
  source: {
    sv: `source får bara innehålla ${sources.join(', ')}.`,
    en: `source may only hold ${sources.join(', ')}.`,
  },
  category: {
    sv: 'category innehåller ett tema eller en brottsgrupp som inte finns.',
    en: 'category holds a theme or an offence group that does not exist.',
  },
  feeling: {
    sv: `feeling får bara innehålla ${feelings.join(', ')}.`,
    en: `feeling may only hold ${feelings.join(', ')}.`,
  },
  month: {
    sv: 'En månad skrivs ÅÅÅÅ-MM, till exempel 2026-09.',
    en: 'A month is written YYYY-MM, 2026-09 for example.',
  },
  monthRange: {
    sv: 'Månaden ska ligga mellan 1900-01 och 2099-12.',
    en: 'The month must lie between 1900-01 and 2099-12.',
  },
  monthsReversed: { sv: 'from ska inte ligga efter to.', en: 'from must not be later than to.' },
  boxMissing: {
    sv: 'bbox saknas: väst,syd,öst,nord i grader (WGS 84).',
    en: 'bbox is missing: west,south,east,north in degrees (WGS 84).',
  },
  box: {
    sv: 'bbox ska vara fyra tal: väst,syd,öst,nord i grader (WGS 84).',
    en: 'bbox must be four numbers: west,south,east,north in degrees (WGS 84).',
  },
  boxOutside: {
    sv: 'bbox ligger utanför jorden: longitud −180 till 180, latitud −90 till 90.',
    en: 'bbox lies outside the earth: longitude −180 to 180, latitude −90 to 90.',
  },
  boxReversed: {
    sv: 'Väst ska vara mindre än öst; en ruta över datumlinjen går inte att fråga efter.',
    en: 'West must be less than east; a box across the antimeridian cannot be asked for.',
  },
  boxUpsideDown: { sv: 'Syd ska vara mindre än nord.', en: 'South must be less than north.' },
  resolution: { sv: 'res ska vara ett heltal från 0 till 15.', en: 'res must be a whole number from 0 to 15.' },
  zoom: { sv: 'zoom ska vara ett tal från 0 till 30.', en: 'zoom must be a number from 0 to 30.' },
  detailMissing: { sv: 'Ange res eller zoom.', en: 'Give either res or zoom.' },
  tooManyCells: {
    sv: `Rutan rymmer fler än ${maximumCells.toLocaleString('sv-SE')} celler i den upplösningen. Välj en mindre ruta eller en grövre upplösning.`,
    en: `The box holds more than ${maximumCells.toLocaleString('en-GB')} cells at that resolution. Choose a smaller box or a coarser resolution.`,
  },
  tooManyPoints: {
    sv: 'Rutan rymmer så många punkter att svaret skulle dröja. Välj en mindre ruta eller en grövre upplösning.',
    en: 'The box holds so many points that the answer would take long. Choose a smaller box or a coarser resolution.',
  },
  cell: {
    sv: 'Cellen ska vara ett H3-index med 15 tecken, till exempel 89088662ec7ffff.',
    en: 'The cell must be an H3 index of 15 characters, 89088662ec7ffff for example.',
  },
  unreadable: { sv: 'Värdet går inte att tolka.', en: 'The value cannot be understood.' },
} as const satisfies Record<string, { sv: string; en: string }>

export type ReasonKey = keyof typeof reasons

export function formatReason(key: string): { sv: string; en: string } {
  return Object.hasOwn(reasons, key) ? reasons[key as ReasonKey] : reasons.unreadable
}
