import type { Report } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { type AssignmentEvent, isFailure, isUnderWay } from '@relevo/core/waves'
import type { NewEvent } from '../event.ts'
import type { Standings } from '../standing.ts'
import type { Roster } from './roster.ts'
import type { Moved, Track } from './track.ts'
import type { Tracks } from './tracks.ts'

/** What a report did to a tablet's assignment, and the line for the log where the release failed there. */
export interface Followed {
  moved: Moved
  line?: NewEvent
}

/**
 * Which deployment a tablet's report is about, and what it does to it: the candidate once the tablet has to do with it, else
 * what is current. What it says while it is sent to another release, or pinned to one, is no fault of the one it left.
 */
export function followReport(
  report: Report,
  environment: string,
  at: number,
  { tracks, roster, isBlocked }: { tracks: Tracks; roster: Roster; isBlocked: Standings['isBlocked'] },
): Followed | undefined {
  const { tablet } = report
  const candidate = tracks.candidate(environment)
  const track = candidate && concerns(candidate, report) ? candidate : tracks.live(environment)
  if (!track) return undefined
  const { pin } = roster.of(tablet)
  if (pin !== undefined && !isBlocked(pin) && leavesFor(pin, report, track))
    return followed(track.move(tablet, { type: 'superseded', at }), environment, at)
  const wave = track.waveOf(tablet, roster.of(tablet)) ?? Math.max(1, track.deployment.state.spread?.wave ?? 1)
  return followed(track.move(tablet, { type: 'reported', at, report }, wave), environment, at)
}

/** The same for something that happens to a tablet without a report. */
export function followEvent(
  tablet: string,
  event: AssignmentEvent,
  environment: string,
  tracks: Tracks,
): Followed | undefined {
  const candidate = tracks.candidate(environment)
  const track = candidate?.assignments.has(tablet) ? candidate : tracks.live(environment)
  return track && followed(track.move(tablet, event), environment, event.at)
}

/** A change, and its line for the log. */
export function followed(moved: Moved | undefined, environment: string, at: number): Followed | undefined {
  if (!moved) return undefined
  const { assignment, before, deployment, tablet } = moved
  const hasFailed = isFailure(assignment) && assignment.phase !== before?.phase
  const code = 'code' in assignment ? assignment.code : undefined
  // What a tablet says of itself has its own line.
  const isSaid = code !== undefined && code !== 'offers-spent'
  if (!hasFailed || isSaid) return { moved }
  const data = { deployment, wave: assignment.wave, state: assignment.phase, ...(code !== undefined && { code }) }
  return { moved, line: { at, type: 'assignment-failed', environment, subject: { kind: 'tablet', id: tablet }, data } }
}

/** Is it not on the release of a track, or on its way there, any more, because it is pinned to another? */
function leavesFor(
  pin: Version,
  { tablet, release, target }: Report,
  { assignments, deployment: { version } }: Track,
): boolean {
  const known = assignments.get(tablet)
  const isElsewhere = ![pin, release, target].includes(version)
  return isElsewhere && known !== undefined && (known.phase === 'succeeded' || isUnderWay(known))
}

function concerns(
  { assignments, deployment: { version, state } }: Track,
  { tablet, release, target }: Report,
): boolean {
  const known = assignments.get(tablet)
  if (known && known.phase !== 'pending' && known.phase !== 'superseded') return true
  return state.spread !== undefined && (release === version || target === version)
}
