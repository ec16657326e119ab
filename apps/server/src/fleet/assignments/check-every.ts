import type { Assignment } from '@relevo/core/waves'
import type { Track } from './track.ts'

/** The shortest interval that tablets take, seconds. */
const SHORTEST = 10
/** What a tablet that was told to look more often goes back to, where nothing is set up; seconds. */
const USUAL = 300

/**
 * How often a tablet should look, in seconds. One that has to prove that it stays on a release looks after the time for
 * which it has to, so that a wave need not wait for its usual poll.
 *
 * @param usual as it is set up; `undefined` leaves it to the tablet
 */
export function checkEveryOf(
  assignment: Assignment | undefined,
  track: Track | undefined,
  usual: number | undefined,
): number | undefined {
  if (track?.plan.strategy !== 'canary' || !assignment) return usual
  const isOnTrial = assignment.phase === 'trial' || assignment.phase === 'switching'
  if (!isOnTrial) return usual ?? USUAL
  return Math.max(SHORTEST, Math.min(usual ?? USUAL, Math.ceil(track.plan.verify / 1000)))
}
