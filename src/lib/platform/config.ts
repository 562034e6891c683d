import * as v from 'valibot'

import { ProblemError } from './problem.ts'

/** What a value must be, by the name its rule gives as its message. */
const wanted: Record<string, { sv: string; en: string }> = {
  port: { sv: 'ett heltal från 1 till 65535', en: 'a whole number from 1 to 65535' },
  address: { sv: 'en fullständig adress, som https://exempel.se', en: 'a whole address, like https://example.org' },
  postgres: {
    sv: 'en adress som postgres://användare:lösenord@server:5432/databas',
    en: 'an address like postgres://user:password@server:5432/database',
  },
  smtp: { sv: 'en adress som börjar smtp:// eller smtps://', en: 'an address that begins smtp:// or smtps://' },
  logLevel: {
    sv: 'fatal, error, warn, info, debug, trace eller silent',
    en: 'fatal, error, warn, info, debug, trace or silent',
  },
}

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'port'),
  v.transform(Number),
  v.minValue(1, 'port'),
  v.maxValue(65_535, 'port'),
)
const address = v.pipe(
  v.string(),
  v.check((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'address'),
)
const postgresUrl = v.pipe(
  v.string(),
  v.check((value) => /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value), 'postgres'),
)
const smtpUrl = v.pipe(v.string(), v.regex(/^smtps?:\/\//, 'smtp'))
const logLevel = v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'logLevel')

const defaultLogLevel = 'info'

/** Everything that may be set from outside. `ORIGIN`, `BODY_SIZE_LIMIT` and the like are read by the Node adapter. */
const environmentSchema = v.object({
  PORT: v.optional(port, '3000'),
  ORIGIN: v.optional(address),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty()), 'data'),
  DATABASE_URL: v.optional(postgresUrl),
  DATABASE_URL_POLICE: v.optional(postgresUrl),
  DATABASE_URL_OWNER: v.optional(postgresUrl),
  DATABASE_URL_TEST: v.optional(postgresUrl),
  DATABASE_READ_URL: v.optional(postgresUrl),
  BASEMAP_STYLE: v.optional(address),
  BASEMAP_PMTILES: v.optional(v.pipe(v.string(), v.nonEmpty())),
  SMTP_URL: v.optional(smtpUrl),
  ROUTING_URL: v.optional(address),
  LOG_LEVEL: v.optional(logLevel, defaultLogLevel),
})

/** Names that begin like ours but are none of ours are misspellings; better to stop than to run without them. */
const ownPrefixes = ['DATABASE_', 'BASEMAP_', 'SMTP_', 'ROUTING_', 'DATA_DIR', 'LOG_LEVEL']

export interface Config {
  port: number
  origin: string | undefined
  dataDirectory: string
  database: DatabaseConfig
  basemapStyle: string | undefined
  basemapPmtiles: string | undefined
  logLevel: string
}

export type DatabaseConfig =
  | { engine: 'embedded'; dataDirectory: string }
  | {
      engine: 'postgres'
      /** Each side's own login; the municipality's serves the police's side too where no other is given. */
      municipalityUrl: string
      policeUrl: string
      /** Null where the parties have logins of their own and the owner's is not given: then nothing can be migrated. */
      ownerUrl: string | null
    }

type Environment = Record<string, string | undefined>

/** @throws ProblemError invalid-configuration, with one reason for each unknown or malformed name. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = v.safeParse(environmentSchema, given)
  const malformed = parsed.success ? [] : parsed.issues.map((issue) => malformedReason(issue))
  const reasons = [...malformed, ...unknownNames(given), ...urlsWithoutTheFirst(given)]
  if (!parsed.success || reasons.length > 0) throw new ProblemError('invalid-configuration', reasons)
  return toConfig(parsed.output)
}

/** For the log, which is there before the configuration is read: a level that is refused there is the usual one here. */
export function logLevelIn(environment: Environment): string {
  const level = v.safeParse(logLevel, environment['LOG_LEVEL'])
  return level.success ? level.output : defaultLogLevel
}

function toConfig(values: v.InferOutput<typeof environmentSchema>): Config {
  return {
    port: values.PORT,
    origin: values.ORIGIN,
    dataDirectory: values.DATA_DIR,
    database: databaseConfig(values),
    basemapStyle: values.BASEMAP_STYLE,
    basemapPmtiles: values.BASEMAP_PMTILES,
    logLevel: values.LOG_LEVEL,
  }
}

function databaseConfig(values: v.InferOutput<typeof environmentSchema>): DatabaseConfig {
  const municipalityUrl = values.DATABASE_URL
  if (municipalityUrl === undefined) return { engine: 'embedded', dataDirectory: values.DATA_DIR }
  return {
    engine: 'postgres',
    municipalityUrl,
    policeUrl: values.DATABASE_URL_POLICE ?? municipalityUrl,
    // A party that owned the schema could read the other's tables, so only a login for both sides may be the owner too.
    ownerUrl: values.DATABASE_URL_OWNER ?? (values.DATABASE_URL_POLICE === undefined ? municipalityUrl : null),
  }
}

/** The value is not repeated: it may hold a password. */
function malformedReason(issue: v.BaseIssue<unknown>) {
  const name = String(issue.path?.[0]?.key ?? '')
  const { sv, en } = wanted[issue.message] ?? { sv: issue.message, en: issue.message }
  return { column: name, reason: { sv: `${name} ska vara ${sv}.`, en: `${name} must be ${en}.` } }
}

/** Without DATABASE_URL the demo's embedded database would be opened, which nobody who sets the others can mean. */
function urlsWithoutTheFirst(environment: Environment) {
  if (environment['DATABASE_URL'] !== undefined) return []
  return ['DATABASE_URL_POLICE', 'DATABASE_URL_OWNER', 'DATABASE_READ_URL']
    .filter((name) => environment[name] !== undefined)
    .map((name) => ({
      column: name,
      reason: { sv: `${name} kräver att DATABASE_URL också är satt.`, en: `${name} needs DATABASE_URL to be set too.` },
    }))
}

function unknownNames(environment: Environment) {
  return Object.keys(environment)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !(name in environmentSchema.entries))
    .map((name) => ({
      column: name,
      reason: { sv: `${name} är inte en inställning som finns.`, en: `${name} is not a setting that exists.` },
    }))
}
