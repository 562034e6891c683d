import type { Transaction } from '#lib/database/database.ts'
import { Interiors } from '#lib/municipalities/interiors.server.ts'
import { measureOutside } from '#lib/municipalities/queries.server.ts'
import type { LngLat } from './point.ts'

/** What one transaction has learnt of a municipality's boundary. */
interface Learnt {
  asked: number
  interiors: Interiors | null
}

const learntIn = new WeakMap<Transaction, Map<string, Learnt>>()

/** From here on the boundary is read, and only positions near it are asked about. */
const positionsWorthReading = 500

/**
 * Metres that each position lies outside the municipality's boundary: 0 inside it, and without a position. Files repeat
 * positions (658 for 20,412 crimes in one real file): each is asked about once a call.
 */
export async function metersOutside(
  db: Transaction,
  municipalityCode: string,
  lngLats: readonly (LngLat | null)[],
): Promise<number[]> {
  const learnt = learntOf(db, municipalityCode)
  const asking = new Map<string, LngLat>()
  const keys = lngLats.map((lngLat) => {
    if (lngLat === null || learnt.interiors?.holds(lngLat)) return null
    const key = `${lngLat[0]},${lngLat[1]}`
    asking.set(key, lngLat)
    return key
  })
  if (asking.size === 0) return lngLats.map(() => 0)
  const answers = await measureOutside(db, municipalityCode, [...asking.values()])
  const meters = new Map([...asking.keys()].map((key, index) => [key, answers[index] ?? 0]))
  await learn(db, municipalityCode, learnt, asking.size)
  return keys.map((key) => (key === null ? 0 : (meters.get(key) ?? 0)))
}

function learntOf(db: Transaction, municipalityCode: string): Learnt {
  const byCode = learntIn.get(db) ?? new Map<string, Learnt>()
  learntIn.set(db, byCode)
  const learnt = byCode.get(municipalityCode) ?? { asked: 0, interiors: null }
  byCode.set(municipalityCode, learnt)
  return learnt
}

async function learn(db: Transaction, municipalityCode: string, learnt: Learnt, asked: number): Promise<void> {
  const before = learnt.asked
  learnt.asked += asked
  if (before >= positionsWorthReading || learnt.asked < positionsWorthReading) return
  learnt.interiors = await Interiors.read(db, municipalityCode)
}
