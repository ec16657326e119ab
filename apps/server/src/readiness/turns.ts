/** How often the loop is expected to turn, ms. */
const EVERY = 20

/**
 * Tells of the turns of the event loop of this process, and how late each began, ms: so late is everything that waits.
 *
 * @returns stops it
 */
export function watchTurns(told: (late: number) => void): () => void {
  let due = performance.now() + EVERY
  const turning = setInterval(() => {
    const now = performance.now()
    told(Math.max(0, now - due))
    due = now + EVERY
  }, EVERY)
  turning.unref()
  return () => clearInterval(turning)
}
