import type { Audience, Feeling, Source, Category } from '#lib/cells/category.ts'

/** WGS 84, longitude first. */
export type LngLat = readonly [lng: number, lat: number]

/** A position is precise enough to become a cell up to this many metres; a coarser one is counted beside the map. */
export const maximumCellPrecisionMeters = 250

/** What the three sources share: where, how surely, when, and what it counts as. */
export interface PointRecord {
  /** Made by the caller; the same id with the same content is accepted again and changes nothing. */
  id: string
  lngLat: LngLat | null
  precisionMeters: number
  /** How many people said it; 1 for crimes. */
  people: number
  audience: Audience
}

/** A point ready to be stored: what it is, where it lies and what it counts as. */
export interface PointRow extends PointRecord {
  importId: string | null
  cell: bigint | null
  outsideMeters: number | null
  month: number
  slot: number
}

/** What became of a batch of records. */
export interface Added {
  added: number
  alreadyPresent: number
  /** Of those added: kept and counted, but drawn nowhere. */
  withoutPosition: number
  /** Of those added: positions outside the municipality's boundary, kept without a cell. */
  outside: number
}

/** What a point counted as that is there no more. */
export interface RemovedPoint {
  cell: bigint | null
  month: number
  audience: Audience
  slot: number
  people: number
  isCounted: boolean
}

/** One row of a list of points, the same shape for all sources. `when` is 'YYYY-MM-DD'. */
export interface ListedPoint {
  id: string
  source: Source
  category: Category
  feeling: Feeling | null
  lngLat: LngLat
  when: string
  /** A remark's words, an observation's note, a crime's offence and place. */
  text: string
  people: number
}
