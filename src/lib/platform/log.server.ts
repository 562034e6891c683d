import { pino } from 'pino'

import { logLevelIn } from './config.ts'

/** What an engine adds to a failed statement that holds rows and values. */
const withValues = ['detail', 'where', 'hint', 'query', 'params', 'parameters', 'internalQuery']

/** One log for the process, JSON lines on standard error. Never words, positions or personal data. */
export const log = pino(
  { level: logLevelIn(process.env), base: null, serializers: { err: tellError } },
  pino.destination(2),
)

/** An error without what a database quotes of the values it was given: they may be somebody's words. */
export function tellError(error: Error): object {
  const all = Object.entries(pino.stdSerializers.err(error))
  const told: Record<string, unknown> = Object.fromEntries(all.filter(([name]) => !withValues.includes(name)))
  if (quotesValue(error)) {
    for (const name of ['message', 'stack'] as const) told[name] = String(told[name]).replace(/"[^"\n]*"/g, '"…"')
  }
  return told
}

/** SQLSTATE class 22: a value that could not be read as what it should be, told with the value. */
function quotesValue(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const state = 'sqlState' in error ? error.sqlState : 'code' in error ? error.code : ''
  return (typeof state === 'string' && /^22[0-9A-Z]{3}$/.test(state)) || quotesValue(error.cause)
}
