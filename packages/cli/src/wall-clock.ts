import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from './command.ts'

/** The real time. It never goes back, whatever the machine is told about the date. */
export const WALL_CLOCK: Clock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
}
