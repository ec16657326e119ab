import type { Slots } from '@relevo/core/slots'
import { MOST_TIME } from './options.ts'
import type { ExtendableEvent } from './worker-scope.ts'

/**
 * Look at the trial of these slots when its time is over, if a page was served it: after each change, and again by a worker
 * that was stopped, and so forgot it. The event keeps the worker alive so long.
 */
export type Watchdog = (slots: Slots, event: ExtendableEvent) => void

/**
 * Gives up a release that stays silent for too long after it was started.
 *
 * @param expire the time is over: the rules know whether the trial is
 */
export function createWatchdog(expire: (token: string, at: number, event: ExtendableEvent) => unknown): Watchdog {
  let watched = ''

  return (slots, event) => {
    if (slots.phase !== 'trial' || !slots.trial.attempts) return
    const { token, deadline } = slots.trial
    const name = `${token} ${deadline}`
    if (watched === name) return
    watched = name
    // At most: a clock that was set back makes nobody wait longer.
    const left = Math.min(deadline - Date.now(), MOST_TIME)
    const over = new Promise((resolve) => setTimeout(resolve, left))
    event.waitUntil(over.then(() => expire(token, Math.max(deadline, Date.now()), event)))
  }
}
