import type { DeploymentEvent } from '@relevo/core/deployment'
import { isLive, isRunning } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Environments } from '../environments.ts'
import type { InTurn } from '../in-turn.ts'
import type { World } from '../ports.ts'
import type { ReleaseSummary } from '../release.ts'
import type { Standings } from '../standing.ts'
import type { Check, Deployment, DeploymentQuery } from './deployment.ts'
import type { DeploymentStore } from './deployment-store.ts'
import { createDriver } from './drive.ts'
import { createLedger } from './ledger.ts'
import { lineOf } from './log-lines.ts'
import type { DeploymentOrder } from './order.ts'
import { look, type Tools } from './perform.ts'
import type { Deployer, HealthTarget, OutputLine, Prober } from './ports.ts'
import { type Requested, takeOrder } from './request.ts'
import { verdictOf } from './verdict.ts'
import { wayBackFrom, wayBackTo } from './way-back.ts'

/** Deployments: made, watched, decided about. Every call that changes something names who wants it. */
export interface Deployments {
  /**
   * Have a release made current.
   *
   * @throws RelevoError `environment-unknown`, `release-unknown`, `release-blocked`, `deployment-running`
   */
  request(order: DeploymentOrder, actor?: string): Promise<Requested>
  /** Resolves once its release is current, or it has ended, or waits for a yes. */
  switched(id: string): Promise<Deployment>
  /**
   * The deployment whose release is confirmed in an environment: what a promotion takes along.
   *
   * @throws RelevoError `deployment-not-possible` while there is none that is well
   */
  toPromote(environment: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible`, `release-blocked` */
  rollBack(id: string, wish: { to?: Version; reason?: string }, actor?: string): Promise<Deployment>
  /** Look at the health of what is live, now. @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  check(id: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible`, `deployment-running` */
  approve(id: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  deny(id: string, reason?: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown`, `deployment-not-possible` */
  abort(id: string, reason?: string, actor?: string): Promise<Deployment>
  /** @throws RelevoError `deployment-unknown` */
  get(id: string): Promise<Deployment>
  /** The one whose release is current. @throws RelevoError `environment-unknown`, `deployment-unknown` */
  current(environment: string): Promise<Deployment>
  list(query: DeploymentQuery): Promise<{ deployments: Deployment[]; count: number }>
  checks(id: string): Promise<Check[]>
  output(id: string): Promise<OutputLine[]>
  /** Can it be taken back now? */
  canGoBack(deployment: Deployment): boolean
  /** Go on with what an earlier process left. */
  resume(): Promise<void>
  /** Stop where everything stands. */
  stop(): Promise<void>
}

/** What deployments are made with. */
export interface DeploymentParts {
  store: DeploymentStore
  environments: Environments
  release(version: Version): Promise<ReleaseSummary | undefined>
  standings: Standings
  deployerOf(environment: string): Deployer
  targetsOf(environment: string): readonly HealthTarget[]
  prober: Prober
  world: World
  /** Shared with whatever else changes environments. */
  inTurn: InTurn
}

/** Bring deployments to life; nothing goes on before `resume`. */
export function createDeployments(parts: DeploymentParts): Deployments {
  const { store, environments, standings, prober, world, inTurn } = parts
  const ledger = createLedger(parts)
  const toolsOf = (name: string): Tools => ({
    deployer: parts.deployerOf(name),
    targets: parts.targetsOf(name),
    rules: environments.rulesOf(name),
    prober,
    store,
    standings,
    world,
  })
  const driver = createDriver({ get: (id) => store.get(id), apply: ledger.apply, toolsOf, world })
  const isCurrent = ({ id, environment }: Deployment) => environments.get(environment).deployment === id

  /** Let a person's wish happen, and go on from there. */
  const decide = (id: string, actor: string | undefined, wish: (before: Deployment) => Promise<DeploymentEvent>) =>
    inTurn(async () => {
      const before = await ledger.need(id)
      const event = await wish(before)
      const after = await ledger.applyNow(before, event, actor)
      if (after === before) throw new RelevoError('deployment-not-possible', `${event.type} in ${before.state.phase}`)
      driver.callOff(after.environment)
      driver.start(after)
      return after
    })

  const refuseWhileAnotherRuns = async ({ id, environment }: Deployment) => {
    const other = (await store.unfinished()).find(
      (one) => one.environment === environment && one.id !== id && isRunning(one.state),
    )
    if (other) throw new RelevoError('deployment-running', `${other.id}: ${other.version} in ${environment}`)
  }

  return {
    request: (order, actor) =>
      inTurn(async () => {
        const requested = await takeOrder(order, parts, ledger, actor)
        if (requested.duplicate) return requested
        for (const id of requested.superseded) ledger.letGo(id)
        driver.callOff(order.environment)
        driver.start(requested.deployment)
        return requested
      }),
    switched: ledger.switched,
    async toPromote(environment) {
      const { deployment } = environments.get(environment)
      const live = deployment === undefined ? undefined : await store.get(deployment)
      if (live?.state.phase === 'success' && live.state.health !== false) return live
      throw new RelevoError(
        'deployment-not-possible',
        live ? `${live.version} in ${environment} is not confirmed` : `nothing is current in ${environment}`,
      )
    },
    rollBack: (id, { to, reason }, actor) =>
      decide(id, actor, async (before) => {
        await refuseWhileAnotherRuns(before)
        if (before.state.phase !== 'deploying' && !isCurrent(before)) {
          throw new RelevoError('deployment-not-possible', `${before.version} is not current in ${before.environment}`)
        }
        const back =
          to === undefined
            ? await wayBackFrom(before, store, standings.isBlocked)
            : await wayBackTo(to, before, store, standings.isBlocked)
        if (!back) throw new RelevoError('deployment-not-possible', 'there is no release to go back to')
        return { type: 'rollback', back, detail: reason }
      }),
    async check(id, actor) {
      const deployment = await ledger.need(id)
      if (!isCurrent(deployment))
        throw new RelevoError('deployment-not-possible', `${deployment.version} is not current`)
      const before = await store.checks(id)
      const attempt = 1 + Math.max(0, ...before.filter(({ round }) => round === 'manual').map((one) => one.attempt))
      const tools = toolsOf(deployment.environment)
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
        return { type: 'approved' }
      }),
    deny: (id, reason, actor) =>
      decide(id, actor, async () => ({ type: 'denied', ...(reason !== undefined && { detail: reason }) })),
    abort: (id, reason, actor) =>
      decide(id, actor, async () => ({ type: 'aborted', ...(reason !== undefined && { detail: reason }) })),
    get: ledger.need,
    async current(name) {
      const { deployment } = environments.get(name)
      if (deployment === undefined) throw new RelevoError('deployment-unknown', `nothing was deployed to ${name}`)
      return ledger.need(deployment)
    },
    list: (query) => store.list(query),
    checks: (id) => store.checks(id),
    output: (id) => store.output(id),
    canGoBack: (one) =>
      one.previous !== undefined &&
      one.previous.version !== one.version &&
      (one.state.phase === 'deploying' || (isLive(one.state) && one.state.phase !== 'rolling-back' && isCurrent(one))),
    async resume() {
      for (const deployment of await store.unfinished()) if (isRunning(deployment.state)) driver.start(deployment)
    },
    async stop() {
      ledger.letAllGo()
      await driver.stop()
    },
  }
}
