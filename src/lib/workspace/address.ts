import { sources, type Source } from '#lib/cells/category.ts'
import { filterToSearchParams, parseCellFilter, type CellFilter } from '#lib/cells/filter.ts'
import { isCellHex } from '#lib/cells/h3.ts'
import { readView, writeView, type MapView } from '#lib/map/view.ts'
import { noAreas, readAreaAddress, writeAreaAddress, type AreaAddress } from './area-address.ts'

export const hows = ['count', 'heat', 'points', 'areas'] as const
export type How = (typeof hows)[number]

/** Everything an address of the workspace says: what is shown, how, where the map looks and what is open beside it. */
export interface Address {
  filter: CellFilter
  how: How
  view: MapView | null
  /** The selected cell in hexadecimal. */
  cell: string | null
  /** The list of the selected cell's points instead of its summary. */
  list: boolean
  /** The cells or areas as a table instead of a map. */
  table: boolean
  /** Only where areas are what is shown. */
  areas: AreaAddress
}

/** @throws ProblemError invalid-parameter when the filter or the choice of areas says something that cannot be understood */
export function readAddress(parameters: URLSearchParams, municipalityCode: string): Address {
  const asked = new URLSearchParams(parameters)
  asked.set('municipality', municipalityCode)
  const cell = parameters.get('cell')
  const how = hows.find((one) => one === parameters.get('how')) ?? 'count'
  return {
    filter: parseCellFilter(asked),
    how,
    view: readView(parameters),
    cell: cell !== null && isCellHex(cell) ? cell : null,
    list: parameters.get('list') === '1',
    table: parameters.get('table') === '1',
    areas: how === 'areas' ? readAreaAddress(parameters) : noAreas,
  }
}

/** The search part of the address, '' or beginning with '?'. `viewed` false leaves out where the map looks. */
export function writeAddress(address: Address, viewed = true): string {
  let parameters = filterToSearchParams(address.filter)
  parameters.delete('municipality')
  if (address.how !== 'count') parameters.set('how', address.how)
  if (address.cell !== null) parameters.set('cell', address.cell)
  if (address.cell !== null && address.list) parameters.set('list', '1')
  if (address.table) parameters.set('table', '1')
  if (address.how === 'areas') {
    for (const [name, value] of writeAreaAddress(address.areas)) parameters.set(name, value)
  }
  if (viewed && address.view) parameters = writeView(parameters, address.view)
  const written = parameters.toString().replaceAll('%2C', ',')
  return written === '' ? '' : `?${written}`
}

/**
 * What is counted. Heat counts only what feels unsafe unless the person has chosen feelings: a safe place must not look
 * hot. What is absent from this installation is neither counted nor spoken of as if it were.
 */
export function shownFilter(filter: CellFilter, how: How, absent: readonly Source[]): CellFilter {
  const feelings: CellFilter['feelings'] = how === 'heat' && filter.feelings === null ? ['unsafe'] : filter.feelings
  if (absent.length === 0) return { ...filter, feelings }
  return { ...filter, feelings, sources: (filter.sources ?? sources).filter((source) => !absent.includes(source)) }
}
