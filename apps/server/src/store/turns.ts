import { setTimeout as wait } from 'node:timers/promises'

/** When a writer may write next. */
export interface Turns {
  /** Resolves at once when the last write was long enough ago, else then. */
  next(): Promise<void>
  /** Write, and let it be seen how long that takes. */
  take<T>(write: () => Promise<T>): Promise<T>
}

/** Time as a process has it, milliseconds. */
interface Time {
  now(): number
  wait(ms: number): Promise<unknown>
}

const OWN_TIME: Time = { now: () => performance.now(), wait }

/** The rest after a write is so many times as long as the write … */
const REST = 4
/** … but no longer than this, ms: whoever reports waits for it. */
const LONGEST = 100

/**
 * Lets a writer have a turn every so often, and the less often the slower the disk is: this process does nothing else while
 * it waits for the disk, so all writes together take a fifth of its time at most, unless one takes more than 25 ms. What gathers
 * meanwhile is written together.
 *
 * @param least milliseconds from the end of one write to the next, on the quickest disk
 */
export function turns(least: number, { now, wait: pause }: Time = OWN_TIME): Turns {
  let free = Number.NEGATIVE_INFINITY
  return {
    async next() {
      const left = free - now()
      if (left > 0) await pause(left)
    },
    async take(write) {
      const begun = now()
      try {
        return await write()
      } finally {
        const end = now()
        free = end + Math.max(least, Math.min(LONGEST, REST * (end - begun)))
      }
    },
  }
}
