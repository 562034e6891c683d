import sql, { raw, type Sql } from 'sql-template-tag'

import { defaultStatementTimeoutMilliseconds, municipalityRoles, policeRoles, type Context } from './database.ts'

const roles: readonly string[] = [...municipalityRoles, ...policeRoles]

/**
 * What opens a transaction: read or write, its role, its tenants and its time limit, all local to it.
 * Role names cannot be parameters; they come from a closed list and are checked against it here.
 */
export function openingStatements(context: Context): Sql[] {
  if (!roles.includes(context.role)) throw new Error(`not a role of this database: ${context.role}`)
  const timeout = context.statementTimeoutMilliseconds ?? defaultStatementTimeoutMilliseconds[context.access]
  return [
    context.access === 'read' ? sql`begin read only` : sql`begin`,
    raw(`set local role ${context.role}`),
    raw(`set local statement_timeout = ${Math.round(timeout)}`),
    sql`select app.enter(variadic ${context.municipalityCodes}::text[])`,
  ]
}
