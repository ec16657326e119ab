import { setTimeout as wait } from 'node:timers/promises'

/** Time as a process has it, milliseconds. */
interface Time {
  now(): number
  wait(ms: number): Promise<unknown>
}

const OWN_TIME: Time = { now: () => performance.now(), wait }

/**
 * Lets a writer have a turn every so often: at once when the last one was long enough ago. What gathers meanwhile is
 * written together, and costs the disk one wait instead of many.
 *
 * @param every milliseconds from one turn to the next
 */
export function turns(every: number, { now, wait: pause }: Time = OWN_TIME): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY
  return async () => {
    const left = last + every - now()
    if (left > 0) await pause(left)
    last = now()
  }
}
