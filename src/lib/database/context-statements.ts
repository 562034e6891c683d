import sql, { raw, type Sql } from 'sql-template-tag'

import { ProblemError } from '#lib/platform/problem.ts'
import {
  defaultStatementTimeoutMilliseconds,
  municipalityRoles,
  policeRoles,
  sideOf,
  type Context,
} from './database.ts'
import { sqlStateOf } from './statement-error.ts'

const roles: readonly string[] = [...municipalityRoles, ...policeRoles]

/**
 * What opens a transaction: read or write, its role, its tenants and its time limit, all local to it.
 * Role names cannot be parameters; they come from a closed list and are checked against it here.
 */
export function openingStatements(context: Context): Sql[] {
  return [...settingUp(context).map(raw), sql`select app.enter(variadic ${context.municipalityCodes}::text[])`]
}

/** The same in one text, for an engine that takes several statements at once: one way there and back instead of four. */
export function openingText(context: Context, quote: (text: string) => string): string {
  const codes = context.municipalityCodes.map(quote).join(', ')
  return [...settingUp(context), `select app.enter(variadic array[${codes}]::text[])`].join('; ')
}

function settingUp(context: Context): string[] {
  if (!roles.includes(context.role)) throw new Error(`not a role of this database: ${context.role}`)
  const timeout = context.statementTimeoutMilliseconds ?? defaultStatementTimeoutMilliseconds[context.access]
  return [
    context.access === 'read' ? 'begin read only' : 'begin',
    `set local role ${context.role}`,
    `set local statement_timeout = ${Math.round(timeout)}`,
  ]
}

const insufficientPrivilege = '42501'
// No such schema, no such function, no such role: what a database says that has not been prepared.
const notPrepared = new Set(['3F000', '42883', '42704'])
const noSuchRole = /^role ".*" does not exist$/

/** Why a transaction could not be opened: not prepared, or a login that may not act for its side. */
export function openingProblem(error: unknown, context: Context): unknown {
  const sqlState = sqlStateOf(error)
  if (sqlState === insufficientPrivilege && sideOf(context.role) === 'police') {
    return new ProblemError('police-side-not-connected', [], error)
  }
  const lacksRole = error instanceof Error && noSuchRole.test(error.message)
  return notPrepared.has(sqlState) || lacksRole ? new ProblemError('migrations-pending', [], error) : error
}
