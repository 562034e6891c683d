import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** A node of a plan as `explain (analyze, format json)` answers it, of which tests read these. */
export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
}

/** A transaction that explains each query before it runs it; the plans are added to `plans`. */
export function explaining(db: Transaction, plans: PlanNode[]): Transaction {
  return {
    ...db,
    query: async (statement) => {
      const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        sql`explain (analyze, format json) ${statement}`,
      )
      if (row !== undefined) plans.push(row['QUERY PLAN'][0].Plan)
      return db.query(statement)
    },
  }
}

export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Nodes that read a table, whatever way. */
export function readsOf(plans: readonly PlanNode[], table: string): PlanNode[] {
  return plans.flatMap(nodesOf).filter((node) => node['Relation Name'] === table)
}

/** Rows a node looked at, over all its loops, whether it kept them or not. */
export function rowsRead(node: PlanNode): number {
  const dropped = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return (node['Actual Rows'] + dropped) * node['Actual Loops']
}
