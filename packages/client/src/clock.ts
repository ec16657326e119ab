import type { Clock } from './ports.ts'

/** The real clock: the one place that asks the browser for time and chance. */
export const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.max(0, ms))
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
