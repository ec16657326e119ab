import type { Version } from '../release/version.ts'
import type { Complaint } from './complaint.ts'
import type { HandsReason, LastSeen } from './needs-hands.ts'
import type { Rung } from './rung.ts'

/**
 * What is done to bring one tablet back.
 *
 *              ┌───────────── it came back ─────────────────────────┐
 *              ▼                                                    │
 *   well ─► sending ─► verifying ─► waiting ─► sending … ─► needs-hands
 *           message by message
 *
 *   left: a person wants it left alone, until another release is wanted.
 *
 * A message is sent after the state that names it was stored: who finds that state after a crash goes on with the next one,
 * and what got lost is made up for by the second try. All times are milliseconds since the epoch.
 */
export type LadderState = Phase & {
  /** When rungs were climbed within the last day. */
  spent: readonly number[]
}

type Phase =
  | { phase: 'well'; recovered?: Recovery }
  /** The rung is being climbed: its messages before `next` are sent, and that one is due at `until`. */
  | (Climb & { phase: 'sending'; next: number; until: number })
  /** It was climbed, and the page has until then to show that it helped. */
  | (Climb & { phase: 'verifying'; until: number })
  /** The rung is the next to climb. Without `until` nobody knows when. */
  | (Climb & { phase: 'waiting'; for: Wait; until?: number })
  | (Climb & { phase: 'needs-hands'; reason: HandsReason; at: number; seen: LastSeen })
  | { phase: 'left'; at: number; by?: string; desired?: Version }

/** Where a ladder can stand. */
export type LadderPhase = LadderState['phase']

/** Every `LadderPhase`. */
export const LADDER_PHASES = [
  'well',
  'sending',
  'verifying',
  'waiting',
  'needs-hands',
  'left',
] as const satisfies readonly LadderPhase[]

/** What the next rung waits for: the pause after the last, quiet hours, the day's budget, a release, its turn, its kiosk app. */
export const WAITS = ['pause', 'quiet', 'budget', 'release', 'turn', 'kiosk'] as const

/** One of `WAITS`. */
export type Wait = (typeof WAITS)[number]

/** How far it has been climbed for one release. */
export interface Climb extends Complaint {
  /** The release it should run. */
  desired: Version
  /** Since when it has been wrong. */
  since: number
  rung: Rung
  /** How often this rung was climbed. */
  tries: number
  /** The last rung that was climbed, and when. */
  last?: Rung
  lastAt?: number
  /** Rungs climbed for this release, those before it came back once included. */
  climbed: number
  /** The last command could not be handed to the kiosk app. */
  refused?: boolean
}

/** How it came back. */
interface Recovery {
  at: number
  /** The rung after which it did; absent when it did by itself, or by somebody's hands. */
  by?: Rung
  /** Since when it had been wrong. */
  since: number
  desired: Version
  climbed: number
}

/** A tablet for which nothing was done within a day. */
export const AT_EASE: LadderState = { phase: 'well', spent: [] }

/** A ladder that is being climbed, or was, in vain. */
export type Climbing = Extract<LadderState, { rung: Rung }>

/** Is it being climbed, or was it, in vain? */
export function isClimbing(state: LadderState): state is Climbing {
  return state.phase !== 'well' && state.phase !== 'left'
}

/** The way alone, of a state. */
export function climbOf(state: Climbing): Climb {
  const { why, code, desired, since, rung, tries, last, lastAt, climbed, refused } = state
  return {
    why,
    ...(code !== undefined && { code }),
    desired,
    since,
    rung,
    tries,
    ...(last !== undefined && { last }),
    ...(lastAt !== undefined && { lastAt }),
    climbed,
    ...(refused && { refused }),
  }
}

/** When a state wants a look by itself; `undefined` for one that goes on only when something else is seen. */
export function dueOf(state: LadderState): number | undefined {
  return 'until' in state ? state.until : undefined
}
