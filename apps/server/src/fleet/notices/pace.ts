/** How fast a sink may be written to: at most so many notices within so many milliseconds. */
export interface Pace {
  most: number
  within: number
}

/**
 * When the next notice may leave, ms since the epoch: now, or when the window has moved past enough of the last ones. Pure.
 *
 * @param left when notices left, oldest first; the last `most` of them are enough
 * @example freeAt({ most: 1, within: 1000 }, [5_000], 5_200) // 6000
 */
export function freeAt({ most, within }: Pace, left: readonly number[], now: number): number {
  const oldest = left[left.length - most]
  // A clock that was set back must not hold notices for as long as it was set back.
  return oldest === undefined || oldest > now ? now : Math.max(now, oldest + within)
}
