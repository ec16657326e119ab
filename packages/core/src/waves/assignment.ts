import type { TabletCode } from '../errors/codes.ts'

/**
 * One tablet and one deployment: how far its release has come there.
 *
 *   pending ─► offered ─► downloading ─► staged ─► switching ─► trial ─► succeeded
 *                 └──────────┴─────────────┴──────────┴───────────┴─► failed · timed_out · rolled_back · incompatible
 *
 * A tablet that does better, or worse, after the end is believed: what it runs is the truth. All times are milliseconds
 * since the epoch.
 */
export type Assignment = Way & {
  /** The wave that took it in, from 1. */
  wave: number
  /** When it came to where it is. */
  since: number
  /** Tries, the one under way included. */
  attempts: number
  /** Offers that led no further than it was before. */
  offers: number
  /** When it failed first: it counts as failed until it succeeds, or a further try is ordered. */
  failedSince?: number
  /** Names the further try that was ordered, so that the tablet forgets the failed one. */
  retry?: string
  /** It switches without asking. */
  forced?: true
}

/** Where it is. */
export type Way =
  | { phase: 'pending' }
  | (Timed & { phase: 'offered' | 'downloading' | 'staged' | 'switching' })
  /** `upSince`: the new release runs and has said so; it has to stay. */
  | (Timed & { phase: 'trial'; upSince?: number })
  | { phase: 'succeeded' }
  | { phase: 'failed'; code: AssignmentCode; detail?: string }
  /** It fell silent on its way, in this phase, and never came further than `furthest`. */
  | { phase: 'timed_out'; during: Stage; furthest: number }
  /** It went back; without a code it left the release and did not say why. */
  | { phase: 'rolled_back'; code?: TabletCode; detail?: string }
  /** Something newer, or a person, wants another release of it; it begins anew when this one is wanted again. */
  | { phase: 'superseded' }
  /** Its browser cannot run the release. */
  | { phase: 'incompatible'; detail?: string }

/** A try that is under way. */
interface Timed {
  /** It has failed when it gets no further until then; a staged one waits for a person, or for its hours. */
  due: number
  /** The stage it came to at best, as `stageOf` counts. */
  furthest: number
}

/** Why it failed: what the tablet says, or that offers lead to nothing. */
export type AssignmentCode = TabletCode | 'offers-spent'

export type AssignmentPhase = Assignment['phase']

export const ASSIGNMENT_PHASES = [
  'pending',
  'offered',
  'downloading',
  'staged',
  'switching',
  'trial',
  'succeeded',
  'failed',
  'timed_out',
  'rolled_back',
  'incompatible',
  'superseded',
] as const satisfies readonly AssignmentPhase[]

/** The stages of the way, in their order. */
const STAGES = ['offered', 'downloading', 'staged', 'switching', 'trial'] as const
type Stage = (typeof STAGES)[number]

/** How far along the way is a phase? -1 off the way. */
export function stageOf(phase: AssignmentPhase): number {
  return STAGES.indexOf(phase as Stage)
}

/** Is the tablet on its way? */
export function isUnderWay<A extends Pick<Assignment, 'phase'>>(one: A): one is A & { phase: Stage } {
  return stageOf(one.phase) >= 0
}

/** Did the release fail there? */
export function isFailure<A extends Pick<Assignment, 'phase'>>(
  one: A,
): one is A & { phase: 'failed' | 'timed_out' | 'rolled_back' } {
  return one.phase === 'failed' || one.phase === 'timed_out' || one.phase === 'rolled_back'
}

/**
 * A tablet that was taken into a wave and has heard nothing yet.
 *
 * @param retry the whole deployment is a further try, also for who remembers that the release failed
 */
export function pendingIn(wave: number, at: number, retry?: string): Assignment {
  return { phase: 'pending', wave, since: at, attempts: 0, offers: 0, ...(retry !== undefined && { retry }) }
}

/** The same assignment, somewhere else. A try that goes on does not make up for the failure before it. */
export function moved(before: Assignment, way: Way, at: number): Assignment {
  const { wave, attempts, offers, retry, forced } = before
  const failedSince = failedAfter(before, way, at)
  return {
    ...way,
    wave,
    since: at,
    attempts,
    offers,
    ...(failedSince !== undefined && { failedSince }),
    ...(retry !== undefined && { retry }),
    ...(forced && { forced }),
  }
}

function failedAfter({ failedSince }: Assignment, way: Way, at: number): number | undefined {
  if (isFailure(way)) return failedSince ?? at
  return way.phase === 'pending' || isUnderWay(way) ? failedSince : undefined
}
