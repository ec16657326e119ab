import type { Clock } from './ports.ts'

/** A page that nobody sees paints no frame, and a busy one is never idle: no longer than this, in milliseconds, for each. */
const LONGEST = 1_000

/** Resolves when a frame of the page was painted, and the page has nothing better to do. */
export async function idleAfterFrame(clock: Clock): Promise<void> {
  await new Promise<void>((painted) => {
    requestAnimationFrame(() => clock.after(0, painted))
    clock.after(LONGEST, painted)
  })
  // Safari has no such thing.
  if ('requestIdleCallback' in window) {
    await new Promise((idle) => requestIdleCallback(idle, { timeout: LONGEST }))
  }
}
