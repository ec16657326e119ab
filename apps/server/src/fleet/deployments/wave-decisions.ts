import { type DeploymentEvent, isBraked, isLive, mayOffer } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Deployment } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import type { Driver } from './drive.ts'
import type { Ledger } from './ledger.ts'

/** What a person can decide about the waves of a deployment. A second click changes nothing, and is no fault. */
export interface WaveDecisions {
  /** Offer it to nobody new. @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  pause(id: string, reason?: string, actor?: string): Promise<Deployment>
  /**
   * Go on.
   *
   * @param acceptErrors the failures so far count no more, and the brake is released
   * @throws RelevoError `deployment-unknown`, `deployment-not-possible` while the brake holds and its errors are not accepted
   */
  resume(id: string, acceptErrors: boolean, actor?: string): Promise<Deployment>
  /**
   * Open the next wave now, give it to everybody, or switch to what is previewed.
   *
   * @param wish `wave`: the one to open, so that a second click does not open another
   * @throws RelevoError `deployment-unknown`, `deployment-not-possible`, `release-blocked`
   */
  advance(id: string, wish: { all: boolean; wave?: number }, actor?: string): Promise<Deployment>
}

export function createWaveDecisions(
  { inTurn, standings, world }: Pick<DeploymentParts, 'inTurn' | 'standings' | 'world'>,
  ledger: Ledger,
  driver: Driver,
  reachOf: (deployment: Deployment) => number,
): WaveDecisions {
  const decide = (
    id: string,
    actor: string | undefined,
    isSo: (before: Deployment) => boolean,
    event: (before: Deployment) => DeploymentEvent,
    why: (before: Deployment) => string,
  ) =>
    inTurn(async () => {
      const before = await ledger.need(id)
      if (isSo(before)) return before
      const after = await ledger.applyNow(before, event(before), actor)
      if (after === before) throw new RelevoError('deployment-not-possible', why(before))
      driver.start(after)
      return after
    })
  const inPhase = ({ state }: Deployment) => `it is ${state.phase}`

  return {
    pause: (id, reason, actor) =>
      decide(
        id,
        actor,
        ({ state }) => state.spread?.paused?.why === 'operator',
        () => ({ type: 'paused', at: world.now(), detail: reason }),
        inPhase,
      ),
    resume: (id, acceptErrors, actor) =>
      decide(
        id,
        actor,
        ({ state }) => state.spread !== undefined && !state.spread.paused && !state.spread.brake,
        () => ({ type: 'resumed', at: world.now(), acceptErrors }),
        ({ state }) =>
          isBraked(state.spread?.brake)
            ? 'the brake holds it: accept the errors to go on all the same, or roll it back'
            : `it is ${state.phase}`,
      ),
    advance: (id, { all, wave }, actor) =>
      decide(
        id,
        actor,
        ({ state }) => {
          if (state.phase === 'promoting' || isLive(state)) return true
          return !all && wave !== undefined && (state.spread?.wave ?? 0) >= wave
        },
        (before) => {
          if (standings.isBlocked(before.version)) throw new RelevoError('release-blocked', before.version)
          return { type: 'promote', at: world.now(), all, reach: reachOf(before) }
        },
        (before) =>
          before.state.spread && !mayOffer(before.state.spread) ? 'it is stopped: resume it first' : inPhase(before),
      ),
  }
}
