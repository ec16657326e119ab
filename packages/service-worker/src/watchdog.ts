import type { Slots } from '@relevo/core/slots'
import { MOST_TIME } from './options.ts'
import type { ExtendableEvent } from './worker-scope.ts'

export interface Watchdog {
  /** Look at this trial when its time is over. The event keeps the worker alive so long. */
  watch(token: string, deadline: number, event: ExtendableEvent): void
  /** A worker that was stopped has forgotten its watch: take it up again. */
  resume(slots: Slots, event: ExtendableEvent): void
}

/**
 * Gives up a release that stays silent for too long after it was started.
 *
 * @param expire the time is over: the rules know whether the trial is
 */
export function createWatchdog(expire: (token: string, at: number, event: ExtendableEvent) => unknown): Watchdog {
  let watched = ''

  function watch(token: string, deadline: number, event: ExtendableEvent): void {
    const name = `${token} ${deadline}`
    if (watched === name) return
    watched = name
    // At most: a clock that was set back makes nobody wait longer.
    const left = Math.min(deadline - Date.now(), MOST_TIME)
    const over = new Promise((resolve) => setTimeout(resolve, left))
    event.waitUntil(over.then(() => expire(token, Math.max(deadline, Date.now()), event)))
  }

  return {
    watch,
    resume(slots, event) {
      if (slots.phase === 'trial' && slots.trial.attempts > 0) watch(slots.trial.token, slots.trial.deadline, event)
    },
  }
}
