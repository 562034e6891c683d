import { pino } from 'pino'

import { logLevelIn } from './config.ts'

/** One log for the process, JSON lines on standard error. Never words, positions or personal data. */
export const log = pino({ level: logLevelIn(process.env), base: null }, pino.destination(2))
