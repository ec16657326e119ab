import type { Version } from '@relevo/core/release'
import {
  type Assignment,
  type AssignmentEvent,
  AT_ONCE,
  assignmentRules,
  isUnderWay,
  type Plan,
  pendingIn,
  placeOf,
  step,
  waveOf,
} from '@relevo/core/waves'
import type { Deployment } from '../deployments/deployment.ts'
import type { Placed } from './placed.ts'

/**
 * A deployment that tablets are on their way to, or on: the candidate of an environment, or what is current there. In
 * memory; whoever changes an assignment writes what `move` gives back.
 */
export interface Track {
  /** As it was stored last. */
  deployment: Deployment
  plan: Plan
  /** By tablet. */
  assignments: ReadonlyMap<string, Assignment>
  /** Tablets that take up a slot: on their way, and there when it was looked last. */
  slots: number
  /** Its place in the queue. */
  place(tablet: string): number
  /** The wave a tablet belongs to; `undefined` while none that is open has it. */
  waveOf(
    tablet: string,
    traits: { group?: string | undefined; tags?: readonly string[] | undefined },
  ): number | undefined
  /** The wave of those that come when all waves are over. */
  lateWave: number
  /**
   * Let something happen to a tablet's assignment.
   *
   * @param wave the one it begins in, where it has none yet; without one nothing begins
   * @returns what has to be kept; `undefined` when nothing changed
   */
  move(tablet: string, event: AssignmentEvent, wave?: number): Moved | undefined
  /** Put back what could not be kept, or was kept before. */
  put(tablet: string, assignment: Assignment): void
  /** It belongs to nobody any more. */
  forget(tablet: string): void
}

/** A change of an assignment. */
export interface Moved extends Placed {
  before: Assignment | undefined
}

/** @param kept what is known of its tablets */
export function createTrack(first: Deployment, kept: readonly Placed[]): Track {
  const assignments = new Map(kept.map(({ tablet, assignment }) => [tablet, assignment]))
  const places = new Map<string, number>()
  const { id, version } = first
  const plan = first.plan ?? AT_ONCE
  const rules = assignmentRules(version satisfies Version, plan)

  const place = (tablet: string) => {
    const known = places.get(tablet)
    if (known !== undefined) return known
    const found = placeOf(id, tablet)
    places.set(tablet, found)
    return found
  }

  const track: Track = {
    deployment: first,
    plan,
    assignments,
    slots: [...assignments.values()].filter(isUnderWay).length,
    place,
    lateWave: plan.strategy === 'canary' ? plan.waves.length + 1 : 1,
    waveOf(tablet, { group, tags }) {
      if (plan.strategy !== 'canary') return 1
      const { state } = track.deployment
      if (state.phase === 'success') return track.lateWave
      return waveOf(plan, state.spread?.reaches ?? [], { place: place(tablet), group, tags })
    },
    move(tablet, event, wave) {
      const before = assignments.get(tablet)
      const from = before ?? (wave === undefined ? undefined : pendingIn(wave, event.at, first.retry ? id : undefined))
      if (!from) return undefined
      const assignment = step(from, event, rules)
      // Who is ordered is taken in, though nothing happens to it yet.
      const isTakenIn = !before && event.type === 'ordered'
      if (assignment === before || (assignment === from && !isTakenIn)) return undefined
      track.put(tablet, assignment)
      return { deployment: id, tablet, assignment, before }
    },
    put(tablet, assignment) {
      const before = assignments.get(tablet)
      const counted = (one: Assignment | undefined) => (one && isUnderWay(one) ? 1 : 0)
      track.slots = Math.max(0, track.slots + counted(assignment) - counted(before))
      assignments.set(tablet, assignment)
    },
    forget(tablet) {
      const before = assignments.get(tablet)
      if (before && isUnderWay(before)) track.slots = Math.max(0, track.slots - 1)
      assignments.delete(tablet)
      places.delete(tablet)
    },
  }
  return track
}
