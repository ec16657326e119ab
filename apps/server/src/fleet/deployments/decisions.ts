import { type DeploymentEvent, isCandidate, isRunning } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Deployment } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import type { Driver } from './drive.ts'
import { isCurrent } from './is-current.ts'
import type { Ledger } from './ledger.ts'
import { lineOf } from './log-lines.ts'
import { look, type Tools } from './perform.ts'
import { runningBeside } from './running-beside.ts'
import { verdictOf } from './verdict.ts'
import type { WaysBack } from './way-back.ts'

/** What a person can decide about a deployment. */
export interface Decisions {
  /** A second click changes nothing. @throws RelevoError `deployment-unknown`, `deployment-not-possible`, `release-blocked` */
  rollBack(id: string, wish: { to?: Version; reason?: string }, actor?: string): Promise<Deployment>
  /** Look at the health of what is live, now. @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  check(id: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible`, `deployment-running` */
  approve(id: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  deny(id: string, reason?: string, actor?: string): Promise<Deployment>
  /** A candidate that is called off leaves what is current. A second click changes nothing. @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  abort(id: string, reason?: string, actor?: string): Promise<Deployment>
}

/** The decisions, each taken in turn with whatever else changes deployments. */
export function createDecisions(
  { store, environments, standings, world, inTurn }: DeploymentParts,
  ledger: Ledger,
  driver: Driver,
  ways: WaysBack,
  toolsOf: (deployment: Deployment) => Tools,
): Decisions {
  /** Let a person's wish happen, and go on from there. */
  const decide = (
    id: string,
    actor: string | undefined,
    wish: (before: Deployment) => Promise<DeploymentEvent>,
    isSo: (before: Deployment) => boolean = () => false,
  ) =>
    inTurn(async () => {
      const before = await ledger.need(id)
      if (isSo(before)) return before
      const event = await wish(before)
      const after = await ledger.applyNow(before, event, actor)
      if (after === before) throw new RelevoError('deployment-not-possible', `${event.type} in ${before.state.phase}`)
      // One that waited for a yes has nothing under way, and what is under way beside it is another's.
      if (isRunning(before.state)) driver.callOff(after.environment)
      driver.start(after)
      return after
    })

  const refuseWhileAnotherRuns = async (deployment: Deployment) => {
    const other = await runningBeside(deployment, store)
    if (other) throw new RelevoError('deployment-running', `${other.id}: ${other.version} in ${other.environment}`)
  }

  return {
    rollBack: (id, { to, reason }, actor) =>
      decide(
        id,
        actor,
        async (before) => {
          await refuseWhileAnotherRuns(before)
          const isUnderWay = before.state.phase === 'deploying' || isCandidate(before.state)
          if (!isUnderWay && !isCurrent(before, environments)) {
            throw new RelevoError(
              'deployment-not-possible',
              `${before.version} is not current in ${before.environment}`,
            )
          }
          const back = to === undefined ? await ways.from(before) : await ways.to(to, before)
          if (!back) throw new RelevoError('deployment-not-possible', 'there is no release to go back to')
          return { type: 'rollback', back, detail: reason }
        },
        ({ state }) => 'back' in state && (to === undefined || to === state.back.version),
      ),
    async check(id, actor) {
      const deployment = await ledger.need(id)
      if (!isCurrent(deployment, environments))
        throw new RelevoError('deployment-not-possible', `${deployment.version} is not current`)
      const before = await store.checks(id)
      const attempt = 1 + Math.max(0, ...before.filter(({ round }) => round === 'manual').map((one) => one.attempt))
      const tools = toolsOf(deployment)
      const checks = await look(deployment, { round: 'manual', attempt }, tools, new AbortController().signal)
      const { verdict, detail } = verdictOf(checks)
      const data = { verdict, ...(detail !== undefined && { detail }) }
      await store.addLines([lineOf('deployment-checked', deployment, data, world.now(), actor)])
      return ledger.apply(id, { type: 'rechecked', verdict }, actor)
    },
    approve: (id, actor) =>
      decide(id, actor, async (before) => {
        await refuseWhileAnotherRuns(before)
        if (standings.isBlocked(before.version)) throw new RelevoError('release-blocked', before.version)
        return { type: 'approved', at: world.now() }
      }),
    deny: (id, reason, actor) =>
      decide(id, actor, async () => ({ type: 'denied', ...(reason !== undefined && { detail: reason }) })),
    abort: (id, reason, actor) =>
      decide(
        id,
        actor,
        async () => ({ type: 'aborted', ...(reason !== undefined && { detail: reason }) }),
        ({ state }) => state.phase === 'failed' && state.reason === 'aborted',
      ),
  }
}
