import { type BackTo, isLive, isRunning } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import { createDecisions, type Decisions } from './decisions.ts'
import type { Check, Deployment, DeploymentQuery } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import { createDriver } from './drive.ts'
import { isCurrent } from './is-current.ts'
import { createLedger } from './ledger.ts'
import type { DeploymentOrder } from './order.ts'
import type { Tools } from './perform.ts'
import type { OutputLine } from './ports.ts'
import { type Requested, takeOrder } from './request.ts'
import { runningBeside } from './running-beside.ts'
import { createWaysBack } from './way-back.ts'

/** Deployments: made, watched, decided about. Every call that changes something names who wants it. */
export interface Deployments extends Decisions {
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
  /** @throws RelevoError `deployment-unknown` */
  get(id: string): Promise<Deployment>
  /** The one whose release is current. @throws RelevoError `environment-unknown`, `deployment-unknown` */
  current(environment: string): Promise<Deployment>
  /** @throws RelevoError `environment-unknown` */
  list(query: DeploymentQuery): Promise<{ deployments: Deployment[]; count: number }>
  checks(id: string): Promise<Check[]>
  output(id: string): Promise<OutputLine[]>
  /** Where a rollback without a wish would lead now; `undefined` while there is nothing to take back, or no way. */
  wayBackOf(deployment: Deployment): Promise<BackTo | undefined>
  /** Go on with what an earlier process left. */
  resume(): Promise<void>
  /** Stop where everything stands. */
  stop(): Promise<void>
}

/** Bring deployments to life; nothing goes on before `resume`. */
export function createDeployments(parts: DeploymentParts): Deployments {
  const { store, environments, prober, world, inTurn } = parts
  const ledger = createLedger(parts)
  const ways = createWaysBack(parts)
  const toolsOf = (name: string): Tools => ({
    deployer: parts.deployerOf(name),
    targets: parts.targetsOf(name),
    rules: environments.rulesOf(name),
    prober,
    store,
    ways,
    world,
  })
  const driver = createDriver({ get: (id) => store.get(id), apply: ledger.apply, toolsOf, world })

  return {
    request: (order, actor) =>
      inTurn(async () => {
        const requested = await takeOrder(order, parts, ledger, actor)
        if (requested.duplicate) return requested
        for (const id of requested.superseded) ledger.letGo(id)
        if (isRunning(requested.deployment.state)) driver.callOff(order.environment)
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
    ...createDecisions(parts, ledger, driver, ways, toolsOf),
    get: ledger.need,
    async current(name) {
      const { deployment } = environments.get(name)
      if (deployment === undefined) throw new RelevoError('deployment-unknown', `nothing was deployed to ${name}`)
      return ledger.need(deployment)
    },
    async list(query) {
      if (query.environment !== undefined) environments.get(query.environment)
      return store.list(query)
    },
    checks: (id) => store.checks(id),
    output: (id) => store.output(id),
    async wayBackOf(one) {
      const { phase } = one.state
      const isUnderWay =
        phase === 'deploying' || (isLive(one.state) && phase !== 'rolling-back' && isCurrent(one, environments))
      if (!isUnderWay || (await runningBeside(one, store))) return undefined
      return ways.from(one)
    },
    async resume() {
      for (const deployment of await store.unfinished()) if (isRunning(deployment.state)) driver.start(deployment)
    },
    async stop() {
      ledger.letAllGo()
      await driver.stop()
    },
  }
}
