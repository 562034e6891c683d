import * as v from 'valibot'

import { ProblemError } from '#lib/platform/problem.ts'
import type { Head } from './chain.ts'

/** The heads of chains as they are saved elsewhere: what `verify -- audit --heads` compares with. */
const headFile = v.object({
  heads: v.array(
    v.object({
      municipalityCode: v.pipe(v.string(), v.regex(/^\d{4}$/)),
      log: v.picklist(['acts', 'readings']),
      audience: v.picklist(['shared', 'municipality', 'police']),
      day: v.pipe(v.string(), v.isoDate()),
      number: v.pipe(v.number(), v.integer(), v.minValue(1)),
      hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
})

export function writeHeads(heads: readonly Head[]): string {
  return `${JSON.stringify({ heads }, null, 2)}\n`
}

/** @throws ProblemError invalid-file */
export function readHeads(text: string): Head[] {
  try {
    return v.parse(headFile, JSON.parse(text)).heads
  } catch (error) {
    const reason = { sv: 'filen är inte sparade kedjehuvuden', en: 'the file does not hold saved chain heads' }
    throw new ProblemError('invalid-file', [{ reason }], error)
  }
}
