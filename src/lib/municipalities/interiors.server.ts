import type { Transaction } from '#lib/database/database.ts'

import { Interior } from './interior.ts'
import { listBoundariesNear } from './queries.server.ts'

/** One municipality's boundary ready for many positions, with those of the municipalities whose boxes meet its own. */
export class Interiors {
  readonly municipalityCode: string
  readonly #own: Interior
  readonly #others: readonly Interior[]

  private constructor(municipalityCode: string, own: Interior, others: readonly Interior[]) {
    this.municipalityCode = municipalityCode
    this.#own = own
    this.#others = others
  }

  /** Null for a municipality that isn't here. */
  static async read(db: Transaction, municipalityCode: string): Promise<Interiors | null> {
    const near = await listBoundariesNear(db, municipalityCode)
    const own = near.find(({ code }) => code === municipalityCode)
    if (own === undefined) return null
    const others = near.filter((boundary) => boundary !== own).map(({ boundary }) => new Interior(boundary))
    return new Interiors(municipalityCode, new Interior(own.boundary), others)
  }

  /** The boundary holds the position, beyond doubt; false says only that PostGIS has to be asked. */
  holds(lngLat: readonly [lng: number, lat: number]): boolean {
    return this.#own.sideOf(lngLat) === 'inside'
  }

  /** The same, and no other boundary holds it. */
  holdsAlone(lngLat: readonly [lng: number, lat: number]): boolean {
    return this.holds(lngLat) && this.#others.every((other) => other.sideOf(lngLat) === 'outside')
  }
}
