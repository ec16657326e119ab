import type { World } from '../fleet/ports.ts'

/** Wakes whoever rests; one that rings while nobody does is heard with the next rest. */
export interface Alarm {
  ring(): void
  /** Rest for so many milliseconds, or until it rings. */
  rest(ms: number): Promise<void>
}

export function createAlarm(world: Pick<World, 'now' | 'wait'>): Alarm {
  let isRung = false
  let nap = new AbortController()
  return {
    ring() {
      isRung = true
      nap.abort()
    },
    async rest(ms) {
      nap = new AbortController()
      if (!isRung) await world.wait(world.now() + ms, nap.signal)
      isRung = false
    },
  }
}
