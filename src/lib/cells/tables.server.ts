import { raw, type Sql } from 'sql-template-tag'
import type { Context, Side } from '#lib/database/database.ts'

/** The same tables exist once a side; names cannot be parameters, so they are written out here. */
export interface CountTables {
  count: Sql
  delta: Sql
  fold: Sql
  /** What is counted there. */
  points: readonly Sql[]
}

export const tablesOf: Readonly<Record<Side, CountTables>> = {
  municipality: {
    count: raw('public.cell_count'),
    delta: raw('public.cell_delta'),
    fold: raw('public.cell_fold'),
    points: [raw('public.remark'), raw('public.observation')],
  },
  police: {
    count: raw('police.cell_count'),
    delta: raw('police.cell_delta'),
    fold: raw('police.cell_fold'),
    points: [raw('police.crime')],
  },
}

export function readingContext(side: Side, municipalityCode: string): Context {
  const role = side === 'police' ? 'police_request' : 'kommun_request'
  return { role, municipalityCodes: [municipalityCode], access: 'read' }
}

export function foldingContext(side: Side, municipalityCodes: readonly string[], access: Context['access']): Context {
  const role = side === 'police' ? 'police_fold_worker' : 'fold_worker'
  return { role, municipalityCodes, access }
}
