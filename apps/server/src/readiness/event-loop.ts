import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Check, Finding } from '../fleet/readiness.ts'

/** How often the loop is timed, ms; the histogram counts this time too. */
const RESOLUTION = 20
/** A delay is remembered for one to two of these, ms. */
const WINDOW = 30_000
/** 99 of 100 turns of the loop should be later by no more than this, ms. */
const LATE = 200
/** From here on callers give up before they are answered, ms. */
const MUCH_TOO_LATE = 2_000

/** Watches how late the process is in doing what it should be doing. */
export interface EventLoopWatch {
  check: Check
  stop(): void
}

/** Begin to watch the event loop of this process. */
export function watchEventLoop(window = WINDOW): EventLoopWatch {
  // Two windows that overlap: the older one always tells of a time that is neither too short nor long past.
  let older = begin()
  let newer = begin()
  const turning = setInterval(() => {
    older.disable()
    older = newer
    newer = begin()
  }, window).unref()
  return {
    check: {
      name: 'event-loop',
      needed: true,
      async look() {
        if (older.count === 0) return { status: 'unmeasured', detail: 'the server has only just started' }
        return judgeDelay(older.percentile(99) / 1e6 - RESOLUTION)
      },
    },
    stop() {
      clearInterval(turning)
      older.disable()
      newer.disable()
    },
  }
}

function begin() {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  histogram.enable()
  return histogram
}

/** @param delay milliseconds that 99 of 100 turns do not exceed */
export function judgeDelay(delay: number): Finding {
  const status = delay > MUCH_TOO_LATE ? 'fail' : delay > LATE ? 'warn' : 'ok'
  return { status, detail: `99 % of turns at most ${Math.max(0, Math.round(delay))} ms late` }
}
