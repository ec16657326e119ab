import { pino } from 'pino'

/** A log that nobody reads. */
export const SILENT = pino({ level: 'silent' })
