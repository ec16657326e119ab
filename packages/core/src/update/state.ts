import type { TabletCode } from '../errors/codes.ts'
import type { News } from '../protocol/version-json.ts'
import type { Engine } from '../release/engine.ts'
import type { Version } from '../release/version.ts'

/** How an update is brought in: ask the person, wait for a quiet moment, or at once. */
export type Policy = 'prompt' | 'auto' | 'force'

/** Times in milliseconds. */
export interface UpdateRules {
  policy: Policy
  /** A prompt nobody answers switches by itself after this long; 0 = waits for ever. */
  countdown: number
  /** "Later" hides the prompt for this long. */
  later: number
  /** How often a person may say "later" to one release. */
  laterLimit: number
  /** A forced release waits at most this long for the app's holds. */
  maxHold: number
  /** First wait after a failed download, doubled up to `backoffMost`. */
  backoff: number
  backoffMost: number
  /** A release that used up its reloads is tried again after this long. */
  renewal: number
  /** What the page runs in, if that is known. */
  engine?: Engine | undefined
}

/**
 * One page's way to the right release.
 *
 *   trial ──ready──► current ──news──► downloading ──stored──► staged ──no hold──► switching ──► (the page reloads)
 *     │                 ▲  ▲              │    ▲                  │                    │
 *     │ boot-failed     │  │         stage-failed                 └── news of another  │ switch-failed
 *     ▼                 │  │              ▼    │ wake, online         release          ▼
 *  (the worker          │  └───────── backing_off                                 backing_off
 *   goes back)     rolled_back: the wanted release failed here
 *                  stuck: it needs a newer engine, or has used up its reloads
 */
export type UpdateState = Base &
  (Resting | OnTrial | Downloading | BackingOff | Staged | Switching | RolledBack | Stuck)

interface Base {
  /** The release built into this page. */
  running: Version
  /** Named reasons not to switch now; freed one by one. */
  holds: readonly string[]
  /** The app said it is up, or was seen to be. */
  ready: boolean
  /** The worker keeps the running release complete. */
  stored: boolean
  /** What failed on this tablet. */
  failed: Readonly<Record<Version, { code: TabletCode; detail?: string | undefined }>>
  /** The last legal version.json. */
  news?: News | undefined
}

interface Resting {
  phase: 'current'
}
interface OnTrial {
  phase: 'trial'
  token: string
}
/** What is kept of the way to a release, however often it starts over. */
export interface Way {
  target: Version
  /** Failures on this way so far. */
  attempt: number
  consent: Consent
}
interface Downloading extends Way {
  phase: 'downloading'
  /** Bytes, of the files that had to be fetched. */
  loaded: number
  total: number
}
interface BackingOff extends Way {
  phase: 'backing_off'
  error: TabletCode
  detail?: string | undefined
  /** Milliseconds since the epoch. */
  until: number
}
export interface Staged extends Way {
  phase: 'staged'
  /** When it was staged, or forced if that was later: where `maxHold` counts from. */
  since: number
}
interface Switching extends Way {
  phase: 'switching'
}
interface RolledBack {
  phase: 'rolled_back'
  target: Version
  error: TabletCode
  detail?: string | undefined
}

/** The release cannot come to this tablet for now, and that is said loudly. */
interface Stuck extends Way {
  phase: 'stuck'
  error: TabletCode
  detail?: string | undefined
  /** When it is tried again, milliseconds since the epoch; never without. */
  until?: number | undefined
}

/** Where the question to the person stands. `deadline` and `until` are milliseconds since the epoch. */
export type Consent =
  | { is: 'needless' }
  | { is: 'asked'; deadline?: number | undefined; laters: number }
  | { is: 'later'; until: number; laters: number }
  | { is: 'given' }

/** The holds Relevo itself sets; every other name is the app's own and stops a forced switch too, up to `maxHold`. */
export const OWN_HOLDS: readonly string[] = ['in-use', 'hours']

/** The manager of a page, before it has asked anybody anything. */
export function firstState(running: Version): UpdateState {
  return { phase: 'current', running, holds: [], ready: false, stored: false, failed: {} }
}

/** Does the app itself object to a switch now? Then the person is not asked either. */
export function isHeldByApp(state: UpdateState): boolean {
  return state.holds.some((hold) => !OWN_HOLDS.includes(hold))
}

/** Is the question to the person put now? A release that has to come is not asked about. */
export function isAsked(state: UpdateState): boolean {
  return state.phase === 'staged' && state.consent.is === 'asked' && !state.news?.force && !isHeldByApp(state)
}

/** The policy in force: the server may raise it to `force`, never lower it. */
export function policyOf(state: UpdateState, rules: UpdateRules): Policy {
  return state.news?.force ? 'force' : rules.policy
}
