import type { Failure } from '../protocol/worker.ts'
import type { Version } from '../release/version.ts'

/**
 * Where the releases on one tablet stand: the worker's one persisted record.
 *
 *             adopted                    switch                  confirmed
 *   network ───────────► settled ─────────────────► trial ───────────────────► settled (the one before is `previous`)
 *      │                    ▲                         │
 *      └──── switch ────────┼─────────────────────────┤ boot-failed · expired · attempts used up · blocked
 *                           └──── failed: back to `active`, or to the network when there is none
 */
export type Slots = Kept & (FromNetwork | Settled | OnTrial)

interface Kept {
  /** Complete in the store, waiting for the switch. */
  staged?: Version
  /** The release before, complete in the store. */
  previous?: Version
  /** Never tried again unless the server says so. */
  failed: Record<Version, Failure>
  /** The last `retry` of version.json, stamped on every failure. */
  retry?: string
  /** The last directive carried out. */
  directive?: string
}

/** Nothing confirmed is stored: the network answers. */
interface FromNetwork {
  phase: 'network'
  active?: undefined
}

interface Settled {
  phase: 'settled'
  active: Version
}

interface OnTrial {
  phase: 'trial'
  active?: Version | undefined
  trial: Trial
}

/** A release that the next page runs, until that page says it is up. */
export interface Trial {
  version: Version
  /** Binds the confirmation to this trial, so that the outgoing page cannot confirm the incoming release. */
  token: string
  /** Starts so far: a navigation, and all that follow until the deadline. */
  attempts: number
  /** Milliseconds since the epoch; silence past it is failure. Infinite until the first navigation. */
  deadline: number
}

/** A tablet that has never stored anything. */
export const NO_SLOTS: Slots = { phase: 'network', failed: {} }

/** The release that the next navigation gets, or `undefined` for the network. */
export function nextRelease(slots: Slots): Version | undefined {
  return slots.phase === 'trial' ? slots.trial.version : slots.active
}

/** Every release that must stay complete in the store. */
export function keptReleases(slots: Slots): Version[] {
  const kept = [slots.active, slots.previous, slots.staged, slots.phase === 'trial' ? slots.trial.version : undefined]
  return [...new Set(kept.filter((version) => version !== undefined))]
}
