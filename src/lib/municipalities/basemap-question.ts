import * as v from 'valibot'

import { basemapParts, type BasemapPart } from '#lib/map/basemap.ts'
import { ProblemError } from '#lib/platform/problem.ts'

export interface BasemapQuestion {
  /** Four digits. */
  municipality: string
  part: BasemapPart | 'whole'
}

const municipality = v.pipe(v.string(), v.regex(/^\d{4}$/))
const schema = v.object({ municipality, part: v.optional(v.picklist(basemapParts)) })

/** What each parameter has to be. */
const demands: Record<string, { sv: string; en: string }> = {
  municipality: { sv: 'fyra siffror (kommunkoden)', en: 'four digits (the municipality code)' },
  part: { sv: `en av ${basemapParts.join(', ')}`, en: `one of ${basemapParts.join(', ')}` },
}

/** @throws ProblemError invalid-parameter, naming each parameter that cannot be understood. */
export function readBasemapQuestion(parameters: URLSearchParams): BasemapQuestion {
  const parsed = v.safeParse(schema, Object.fromEntries(parameters))
  if (parsed.success) return { municipality: parsed.output.municipality, part: parsed.output.part ?? 'whole' }
  throw new ProblemError(
    'invalid-parameter',
    parsed.issues.map(({ path }) => {
      const column = String(path?.[0]?.key ?? '')
      const value = parameters.get(column)
      const demand = demands[column]
      const reason = { sv: `${column} ska vara ${demand?.sv}.`, en: `${column} has to be ${demand?.en}.` }
      return { column, ...(value === null ? {} : { value }), reason }
    }),
  )
}
