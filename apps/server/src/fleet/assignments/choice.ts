import { isBraked } from '@relevo/core/deployment'
import type { Version } from '@relevo/core/release'
import { type Assignment, whyNot } from '@relevo/core/waves'
import { type Environment, isForced } from '../environment.ts'
import type { Tablet } from '../tablet.ts'
import type { Roster } from './roster.ts'
import type { Track } from './track.ts'

/** Which release a tablet should run, and why. */
export interface Choice {
  /** Absent: it stays on what it runs. */
  version?: Version
  because: Because
  /** The deployment that decides. */
  deployment?: string
  wave?: number
  /** When that may change. */
  until?: number
  /** Switch without asking. */
  force: boolean
  /** Names the further try it is allowed. */
  retry?: string
  /** It is told for the first time, or once more: that has to be kept before it is answered so. */
  isOffer?: { track: Track; wave: number }
}

export const REASONS = [
  'current',
  'pinned',
  'in-wave',
  'before-its-wave',
  'paused',
  'braked',
  'window',
  'slots',
  'failed-here',
  'offers-spent',
  'blocked',
  'held',
] as const
type Because = (typeof REASONS)[number]

/** What the choice is made from. */
export interface Situation {
  environment: Environment
  /** What its tablets get who are told nothing else: current, or what stands in for it while it is blocked. */
  base: Version | undefined
  isBlocked(version: Version): boolean
  candidate: Track | undefined
  live: Track | undefined
  roster: Roster
  at: number
}

/**
 * Which release does this tablet get? Pin, then block, then the assignment of the running deployment, then what is current.
 * `version.json`, hosting, the lists and the dashboard all ask here, so that they cannot disagree. Pure.
 */
export function choose(tablet: Pick<Tablet, 'id' | 'release' | 'phase' | 'target'>, situation: Situation): Choice {
  const { pin } = situation.roster.of(tablet.id)
  if (pin !== undefined && !situation.isBlocked(pin)) return { version: pin, because: 'pinned', force: false }
  return candidateFor(tablet, situation) ?? currentFor(tablet, situation)
}

/** The same for whoever does not say which tablet it is. */
export function choiceForAnybody(environment: Environment, version: Version | undefined): Choice {
  if (version === undefined) return { because: 'current', force: false }
  const isCurrent = version === environment.current
  return {
    version,
    because: 'current',
    force: isForced(environment, version),
    ...(isCurrent && environment.retry !== undefined && { retry: environment.retry }),
  }
}

type Asking = Parameters<typeof choose>[0]

/** The candidate, or why it does not get it; `undefined` while there is none for tablets. */
function candidateFor(tablet: Asking, situation: Situation): Choice | undefined {
  const { candidate: track, isBlocked } = situation
  const spread = track?.deployment.state.spread
  if (!track || !spread || isBlocked(track.deployment.version)) return undefined
  const { id: deployment } = track.deployment
  const assignment = track.assignments.get(tablet.id)
  const wave = assignment?.wave ?? track.waveOf(tablet.id, situation.roster.of(tablet.id))
  const stay = (because: Because, until?: number): Choice => ({
    ...currentFor(tablet, situation),
    because,
    deployment,
    ...(wave !== undefined && { wave }),
    ...(until !== undefined && { until }),
  })
  if (wave === undefined || wave === 0) return stay('before-its-wave')
  const refusal = refusalOf(track, tablet, assignment, situation)
  return refusal ? stay(refusal.because, refusal.until) : told(track, tablet, assignment, wave)
}

/** What is current, for a tablet that may have it now. */
function currentFor(tablet: Asking, situation: Situation): Choice {
  const { environment, base, live: track, isBlocked } = situation
  if (base === undefined) return { because: 'before-its-wave', force: false }
  const force = isForced(environment, base)
  const retry = base === environment.current ? environment.retry : undefined
  const current: Choice = {
    version: base,
    because: base === environment.current ? 'current' : 'blocked',
    force,
    ...(retry !== undefined && { retry }),
  }
  // What must not run is left at once, and a release that stands in for another is nobody's deployment.
  if (!track || base !== track.deployment.version || tablet.release === base || isBlocked(tablet.release))
    return current
  const assignment = track.assignments.get(tablet.id)
  const wave = assignment?.wave ?? track.waveOf(tablet.id, situation.roster.of(tablet.id)) ?? 1
  const { id: deployment } = track.deployment
  const refusal = refusalOf(track, tablet, assignment, situation)
  // A release that failed on a tablet is refused there, by the tablet, which remembers it: it stays what is wanted.
  // Who must not ask waits for no window either; but the brake holds a forced release like any other, unless it is the way back.
  const isWayBack = force && !track.deployment.force
  const isPassed = refusal?.because === 'failed-here' || isWayBack || (force && refusal?.because !== 'braked')
  if (!refusal || isPassed) return { ...current, ...told(track, tablet, assignment, wave, current) }
  return {
    because: refusal.because,
    deployment,
    wave,
    ...(refusal.until !== undefined && { until: refusal.until }),
    force: false,
  }
}

/** The answer that it should run the release of a track. */
function told(
  track: Track,
  tablet: Asking,
  assignment: Assignment | undefined,
  wave: number,
  current?: Choice,
): Choice {
  const { id: deployment, version, force, retry } = track.deployment
  const again = assignment?.retry ?? current?.retry ?? (retry ? deployment : undefined)
  return {
    version,
    because: current?.because ?? 'in-wave',
    deployment,
    wave,
    force: current?.force === true || force || assignment?.forced === true,
    ...(again !== undefined && { retry: again }),
    ...(isOffer(tablet, version, assignment) && { isOffer: { track, wave } }),
  }
}

/**
 * Is it told for the first time, or once more after it was on its way and is no longer? Who has it stored, and waits, may be
 * told as often as it asks, and so may a page that never says how far it is.
 */
function isOffer({ release, phase, target }: Asking, version: Version, assignment: Assignment | undefined): boolean {
  if (release === version) return false
  switch (assignment?.phase) {
    case undefined:
    case 'pending':
    case 'superseded':
      return true
    case 'downloading':
    case 'switching':
      return phase === 'current' || target !== version
    case 'timed_out':
      return assignment.furthest > 0
    default:
      return false
  }
}

/** Why a tablet does not get the release of a track now, and until when. */
function refusalOf(
  track: Track,
  tablet: Asking,
  assignment: Assignment | undefined,
  { roster, at }: Situation,
): { because: Because; until?: number } | undefined {
  if (tablet.release === track.deployment.version) return undefined
  const { spread } = track.deployment.state
  const window = roster.windowOf(roster.of(tablet.id).group, at)
  const because = whyNot(assignment, {
    isBraked: isBraked(spread?.brake),
    isPaused: spread?.paused !== undefined,
    isInWindow: window.isOpen,
    slots: track.slots,
    atOnce: track.plan.strategy === 'canary' ? track.plan.atOnce : undefined,
  })
  const until = because === 'window' ? window.opensAt : undefined
  return because && { because, ...(until !== undefined && { until }) }
}
