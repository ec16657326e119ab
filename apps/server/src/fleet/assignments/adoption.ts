import type { AdoptionPoint } from './placed.ts'

/** How the release of a deployment came to its tablets, or did not. */
export interface Adoption {
  /** Tablets of its environment now; absent for one that nobody is on the way to any more. */
  members?: number
  points: AdoptionPoint[]
}

/** As many points as a chart can show. */
const MOST = 200

/**
 * The curve of a deployment: how many had succeeded, and how many failed, at moments evenly spread over those at which it
 * changed.
 *
 * @param ends when each tablet came to its end, oldest first
 */
export function adoptionOf(ends: readonly { at: number; succeeded: boolean }[], members: number | undefined): Adoption {
  let succeeded = 0
  let failed = 0
  const points: AdoptionPoint[] = []
  const every = Math.ceil(ends.length / MOST)
  for (const [i, end] of ends.entries()) {
    if (end.succeeded) succeeded += 1
    else failed += 1
    if ((i + 1) % every === 0 || i === ends.length - 1) points.push({ at: end.at, succeeded, failed })
  }
  return { ...(members !== undefined && { members }), points }
}
