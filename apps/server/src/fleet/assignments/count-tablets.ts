import { type Counted, count, NOBODY, PLACES, reachOf, type Tally } from '@relevo/core/waves'
import { isOnline, type Tablet } from '../tablet.ts'
import type { Roster } from './roster.ts'
import type { Track } from './track.ts'

/** How the tablets of a deployment do, and how far its next wave would reach. */
export interface Counts {
  /** By wave, from 1; the last one are those that came when all waves were over. */
  waves: Tally[]
  all: Tally
  /** Of each wave: how many of its members can be reached now. */
  online: number[]
  reach: number
}

/** What is counted with. */
export interface Counting {
  tablets: Iterable<Tablet>
  roster: Roster
  /** Milliseconds between two polls of a tablet. */
  poll: number
  at: number
}

/**
 * Count the tablets of an environment by the waves of a deployment. Who stays on a release of a person's choice belongs to
 * none.
 */
export function countTablets(track: Track, { tablets, roster, poll, at }: Counting): Counts {
  const { plan, deployment } = track
  const countFrom = deployment.state.spread?.countFrom ?? 0
  const timeout = plan.strategy === 'canary' ? plan.timeout : Number.POSITIVE_INFINITY
  const waves = Array.from({ length: track.lateWave }, () => ({ ...NOBODY }))
  const online = waves.map(() => 0)
  const all = { ...NOBODY }
  const places: number[] = []
  for (const tablet of tablets) {
    const { group, tags, pin } = roster.of(tablet.id)
    if (pin !== undefined) continue
    places.push(track.place(tablet.id))
    const assignment = track.assignments.get(tablet.id)
    const wave = assignment?.wave ?? track.waveOf(tablet.id, { group, tags })
    if (wave === undefined) continue
    const isThere = isOnline(tablet, poll, at)
    const isWaiting = isThere && (!assignment || assignment.phase === 'pending')
    const one: Counted = {
      assignment,
      isThere,
      isForWindow: isWaiting && !assignment?.forced && !roster.windowOf(group, at).isOpen,
    }
    const rules = { at, timeout, countFrom }
    const tally = waves[wave - 1]
    if (tally) count(tally, one, rules)
    if (isThere) online[wave - 1] = (online[wave - 1] ?? 0) + 1
    count(all, one, rules)
  }
  return { waves, all, online, reach: nextReach(track, places) }
}

/** How far the wave after the last one would reach, if it opened now. */
function nextReach({ plan, deployment }: Track, places: readonly number[]): number {
  if (plan.strategy !== 'canary') return PLACES
  const { wave = 0, reaches = [] } = deployment.state.spread ?? {}
  const next = plan.waves[wave]
  return next ? reachOf(next, places, reaches.at(-1) ?? 0) : PLACES
}
