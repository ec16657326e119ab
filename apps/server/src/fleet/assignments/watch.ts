import { type DeploymentEvent, isBraked, mayOffer } from '@relevo/core/deployment'
import { isUnderWay, stageOf, takesSlot } from '@relevo/core/waves'
import type { Deployment } from '../deployments/deployment.ts'
import { BLOCKED } from '../deployments/perform.ts'
import type { WaysBack } from '../deployments/way-back.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import type { Standings } from '../standing.ts'
import { isOnline } from '../tablet.ts'
import { countTablets } from './count-tablets.ts'
import { followed } from './follow-report.ts'
import type { Roster } from './roster.ts'
import type { Track } from './track.ts'
import type { Tracks } from './tracks.ts'

/** Watches how the tablets of the deployments do, and has each deployment hear of it. */
export interface Watch {
  /** Something has changed: look soon. */
  poke(): void
  /** Look now, and again whenever something is due, until stopped. */
  start(): void
  stop(): Promise<void>
}

/** Reports of a fleet come in crowds; a look for each crowd is enough, and quick enough for the brake. Milliseconds. */
const CROWD = 200
/** Between two tries of what could not be done, such as writing to a full disk. */
const TRY_AGAIN = 5_000
/** Who goes, or waits for a person by now, says nothing of it: what is counted is counted anew this often all the same. */
const AT_LEAST = 30_000

export interface WatchParts {
  tracks: Tracks
  registry: Pick<Registry, 'each' | 'get' | 'keep'>
  roster: Roster
  poll: number
  world: Pick<World, 'now' | 'wait' | 'warn'>
  ways: WaysBack
  standings: Pick<Standings, 'isBlocked'>
  /** Would an event change a deployment? */
  changes(deployment: Deployment, event: DeploymentEvent): boolean
  /** Let it happen to what was looked at, and go on with what is to be done then; to nothing that was changed since. */
  apply(deployment: Deployment, event: DeploymentEvent): Promise<unknown>
  /** Does another run in its environment? */
  isAnotherRunning(deployment: Deployment): Promise<boolean>
  /** Tell tablets to look again. */
  nudge(track: Track): Promise<void>
}

/** The watch over every track. It keeps nothing of its own: after a restart it looks, and sees the same. */
export function createWatch(parts: WatchParts): Watch {
  const { tracks, world } = parts
  const stopping = new AbortController()
  let waiting = new AbortController()
  let isPoked = false
  let running: Promise<void> = Promise.resolve()

  const look = async (): Promise<number> => {
    let due = Number.POSITIVE_INFINITY
    for (const track of tracks.all()) {
      try {
        due = Math.min(due, await lookAt(track, parts))
      } catch (error) {
        // The others are looked at all the same: none of them waits for its brake because of this one.
        world.warn('The waves of a deployment could not be looked at; it is tried again', error)
        due = Math.min(due, world.now() + TRY_AGAIN)
      }
    }
    return due
  }

  const run = async () => {
    while (!stopping.signal.aborted) {
      isPoked = false
      waiting = new AbortController()
      const due = await look()
      if (!isPoked) await world.wait(due, AbortSignal.any([waiting.signal, stopping.signal]))
      if (isPoked) await world.wait(world.now() + CROWD, stopping.signal)
    }
  }

  return {
    poke() {
      if (isPoked) return
      isPoked = true
      waiting.abort()
    },
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** @returns when something is due next, though nobody says anything */
async function lookAt(track: Track, parts: WatchParts): Promise<number> {
  const { world } = parts
  const at = world.now()
  let due = sweep(track, at, parts)
  const { deployment, plan } = track
  const { state } = deployment
  if (plan.strategy !== 'canary' || !state.spread) return due
  const { waves, all, reach } = countTablets(track, {
    ...parts,
    at,
    tablets: parts.registry.each(deployment.environment),
  })
  const wave = state.phase === 'success' ? track.lateWave : state.spread.wave
  const tally = waves[Math.max(wave, 1) - 1]
  if (!tally) return due
  const back = plan.onError === 'rollback' ? await parts.ways.from(deployment) : undefined
  const isBeside = back !== undefined && state.phase === 'success' && (await parts.isAnotherRunning(deployment))
  // Nobody gets it any more, and nobody is to wonder why.
  const isOff = parts.standings.isBlocked(deployment.version) && state.phase !== 'success' && !state.spread.paused
  const event = isOff
    ? ({ type: 'paused', at, detail: BLOCKED } as const)
    : ({ type: 'measured', at, wave: tally, all, reach, back, isBeside } as const)
  if (parts.changes(deployment, event)) {
    await parts.apply(deployment, event)
    // What it led to may lead on; where it led nowhere, the deployment was changed by somebody else just now.
    if (track.deployment === deployment) return at + TRY_AGAIN
    await parts.nudge(track)
    return at
  }
  if (state.phase !== 'success' || track.slots > 0) due = Math.min(due, at + AT_LEAST)
  // What is stopped does not go on when its bake is over.
  if (state.phase === 'baking' && mayOffer(state.spread)) due = Math.min(due, state.until)
  const { openedAt = at } = state.spread.waves[wave - 1] ?? {}
  const patience = Math.max(openedAt, tally.movedAt ?? 0, state.spread.resumedAt ?? 0) + plan.patience
  if (state.phase === 'spreading' && !state.spread.paused && patience > at) due = Math.min(due, patience)
  return due
}

/**
 * Find who fell silent on the way, or is called off because the brake holds, and count the slots anew: who is gone takes
 * none.
 */
function sweep(track: Track, at: number, { registry, poll }: WatchParts): number {
  const { environment, state } = track.deployment
  const timeout = track.plan.strategy === 'canary' ? track.plan.timeout : Number.POSITIVE_INFINITY
  const isOff = isBraked(state.spread?.brake)
  let due = Number.POSITIVE_INFINITY
  let slots = 0
  for (const [tablet, assignment] of track.assignments) {
    if (!isUnderWay(assignment)) continue
    const isCallable = isOff && stageOf(assignment.phase) < stageOf('switching')
    const done = followed(track.move(tablet, { type: isCallable ? 'called-off' : 'woke', at }), environment, at)
    if (done) registry.keep(done)
    const now = track.assignments.get(tablet)
    if (!now || !isUnderWay(now)) continue
    if (now.phase !== 'staged') due = Math.min(due, now.due)
    const known = registry.get(tablet)
    if (takesSlot(now, { isThere: known !== undefined && isOnline(known, poll, at), at, timeout })) slots += 1
  }
  track.slots = slots
  return due
}
