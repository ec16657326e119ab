import type { Clock } from './ports.ts'

/** What is due later than this, 24.8 days, browsers run at once. Whoever wakes early looks at the time and waits on. */
const LONGEST = 2 ** 31 - 1

/** The real clock: the one place that asks the browser for time and chance. */
export const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST))
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
