import type { Sql } from 'sql-template-tag'

/**
 * One database, two engines: PostgreSQL through `pg`, or the embedded PGlite in its worker thread.
 * Every statement runs in a transaction that has set its role and its tenants; nothing outlives it.
 *
 * Rows come back alike from both engines: int8 as bigint, timestamptz as Date, date as 'YYYY-MM-DD' text,
 * numeric as text, json parsed, bytea as Uint8Array, arrays as arrays. Parameters may be any of those; a json
 * parameter that is an array must be stringified by the caller.
 */
export interface Database {
  readonly engine: Engine
  /** Runs `work` in one transaction as `context.role` inside `context.municipalityCodes`; a throw rolls back. */
  withContext<Result>(context: Context, work: (db: Transaction) => Promise<Result>): Promise<Result>
  /** Runs `work` in one transaction as the owner of the schema: migrations and catalogue checks only. */
  asOwner<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result>
  storage(): Promise<Storage>
  /** How busy it is this moment; a side that shares the other's login has no entry of its own. */
  connections(): Connections[]
  close(): Promise<void>
}

export type Engine = 'embedded' | 'postgres'

/** Roles of the database, created by migration 1. The first of each side serve requests, the others background work. */
export const municipalityRoles = ['kommun_request', 'import_worker', 'fold_worker', 'statistics'] as const
export const policeRoles = ['police_request', 'police_import_worker', 'police_fold_worker'] as const
export type MunicipalityRole = (typeof municipalityRoles)[number]
export type PoliceRole = (typeof policeRoles)[number]
export type Role = MunicipalityRole | PoliceRole

/** The two sides of the database: each party's own login and its own schemas. */
export type Side = 'municipality' | 'police'

export function sideOf(role: Role): Side {
  return (policeRoles as readonly string[]).includes(role) ? 'police' : 'municipality'
}

export interface Context {
  role: Role
  /** The tenants this transaction may see; empty sees reference tables only. */
  municipalityCodes: readonly string[]
  access: 'read' | 'write'
  /** Milliseconds a single statement may take; past it the transaction ends with `database-timeout`. */
  statementTimeoutMilliseconds?: number
  /**
   * Aborted when the one who asked has left: the transaction then ends with `client-left`. PostgreSQL cancels the running
   * statement; the embedded engine cannot, but gives no turn to one that still waits.
   */
  signal?: AbortSignal | undefined
}

export const defaultStatementTimeoutMilliseconds = { read: 10_000, write: 60_000, owner: 600_000 } as const

/** `db` in every query function: one open transaction. */
export interface Transaction {
  readonly engine: Engine
  query<Row>(statement: Sql): Promise<Row[]>
  /** Runs a statement for its effect; answers how many rows it touched. */
  execute(statement: Sql, repetition?: Repetition): Promise<number>
}

/**
 * `repeated`: the same text comes again and again with a few other values, so that reading and planning it is most of
 * what it costs. PostgreSQL then keeps it prepared, connection by connection. Not for statements whose best plan depends
 * on their values.
 */
export type Repetition = 'once' | 'repeated'

/** Connections of one side: how many there are at most, how many work, and how many transactions wait for one. */
export interface Connections {
  side: Side
  maximum: number
  inUse: number
  waiting: number
}

/** How what is written is kept. `freeBytes` is known for the embedded engine's own disk only. */
export interface Storage {
  durability: 'survives-process-kill' | 'survives-power-loss'
  freeBytes: number | null
  exclusive: boolean
}
