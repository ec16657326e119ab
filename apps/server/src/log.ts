import type { Config } from '@relevo/config'
import { type Logger, pino } from 'pino'

/** The process's log. To stderr: what a person reads at the start stays readable on stdout. */
export function openLog(level: Config['log']): Logger {
  return pino(
    { level, redact: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-relevo-csrf"]'] },
    pino.destination(2),
  )
}
