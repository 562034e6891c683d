import { pino } from 'pino'

/** One log for the process, JSON lines on standard error. Never words, positions or personal data. */
export const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null }, pino.destination(2))
