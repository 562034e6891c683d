import { raw, type Sql } from 'sql-template-tag'

import type { Context, Side } from '#lib/database/database.ts'
import type { ChainKey } from './chain.ts'

/** A party's readings lie in its own schema; names cannot be parameters, so they are written out here. */
export const readingTables: Readonly<Record<Side, Sql>> = {
  municipality: raw('public.reading'),
  police: raw('police.reading'),
}

const auditTable = raw('public.audit_entry')

/** Where the entries of a chain stand. */
export function tableOf({ log, audience }: Pick<ChainKey, 'log' | 'audience'>): Sql {
  if (log === 'acts') return auditTable
  return readingTables[audience === 'police' ? 'police' : 'municipality']
}

/** What a chain's entries are told from others of their table by. */
export function whereAudience({ log, audience }: Pick<ChainKey, 'log' | 'audience'>): Sql {
  return log === 'acts' ? raw(`entry.audience = '${audience}'`) : raw('true')
}

export function requestContext(side: Side, municipalityCode: string, access: Context['access']): Context {
  const role = side === 'police' ? 'police_request' : 'kommun_request'
  return { role, municipalityCodes: [municipalityCode], access }
}

export function sealingContext(side: Side, municipalityCodes: readonly string[], access: Context['access']): Context {
  const role = side === 'police' ? 'police_fold_worker' : 'fold_worker'
  return { role, municipalityCodes, access }
}
