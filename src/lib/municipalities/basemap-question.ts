import * as v from 'valibot'

import { basemapParts, type BasemapPart } from '#lib/map/basemap.ts'
import { ProblemError } from '#lib/platform/problem.ts'

export interface BasemapQuestion {
  /** Four digits. */
  municipality: string
  part: BasemapPart | 'whole'
}

const schema = v.object({
  municipality: v.pipe(v.string('missing'), v.regex(/^\d{4}$/, 'four digits')),
  part: v.optional(v.picklist(basemapParts, `one of ${basemapParts.join(', ')}`)),
})

/** @throws ProblemError invalid-parameter, naming each parameter that cannot be understood. */
export function readBasemapQuestion(parameters: URLSearchParams): BasemapQuestion {
  const parsed = v.safeParse(schema, Object.fromEntries(parameters))
  if (parsed.success) return { municipality: parsed.output.municipality, part: parsed.output.part ?? 'whole' }
  throw new ProblemError(
    'invalid-parameter',
    parsed.issues.map(({ path, input, message }) => {
      const column = String(path?.[0]?.key ?? '')
      return {
        column,
        ...(typeof input === 'string' ? { value: input } : {}),
        reason: {
          sv: `${column} går inte att tolka (${message}).`,
          en: `${column} cannot be understood (${message}).`,
        },
      }
    }),
  )
}
