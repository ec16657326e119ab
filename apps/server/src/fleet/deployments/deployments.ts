import { type BackTo, isCandidate, isLive, isRunning } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Plan } from '@relevo/core/waves'
import { type Adoption, adoptionOf } from '../assignments/adoption.ts'
import type { Counts } from '../assignments/count-tablets.ts'
import { countTablets } from '../assignments/count-tablets.ts'
import type { Placed, PlacedQuery } from '../assignments/placed.ts'
import { type PlanPreview, previewPlan } from '../assignments/preview-plan.ts'
import { createTrack } from '../assignments/track.ts'
import { createWatch } from '../assignments/watch.ts'
import { createDecisions, type Decisions } from './decisions.ts'
import type { Check, Deployment, DeploymentQuery } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import { createDriver, type Driver } from './drive.ts'
import { isCurrent } from './is-current.ts'
import { createLedger } from './ledger.ts'
import type { DeploymentOrder } from './order.ts'
import type { Tools } from './perform.ts'
import type { OutputLine } from './ports.ts'
import { type Requested, takeOrder } from './request.ts'
import { runningBeside } from './running-beside.ts'
import { createWaveDecisions, type WaveDecisions } from './wave-decisions.ts'
import { createWaysBack } from './way-back.ts'

/** Deployments: made, watched, decided about. Every call that changes something names who wants it. */
export interface Deployments extends Decisions, WaveDecisions {
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
  /** How its tablets do, by wave; `undefined` for one without waves. */
  counts(deployment: Deployment): Promise<Counts | undefined>
  /** How many tablets each wave of a plan would have, if it began now. */
  preview(environment: string, plan: Plan | undefined): PlanPreview
  /** The tablets it was offered to, by id. @throws RelevoError `deployment-unknown` */
  assignments(query: PlacedQuery): Promise<{ assignments: Placed[]; count: number }>
  /** How many tablets came to the release, or failed, over time; at most 200 points. @throws RelevoError `deployment-unknown` */
  adoption(id: string): Promise<Adoption>
  output(id: string): Promise<OutputLine[]>
  /** Where a rollback without a wish would lead now; `undefined` while there is nothing to take back, or no way. */
  wayBackOf(deployment: Deployment): Promise<BackTo | undefined>
  /** Find out what tablets are on their way to, before the first of them asks. */
  followAll(): Promise<void>
  /** Go on with what an earlier process left. */
  takeUp(): Promise<void>
  /** Something happened to its tablets: look soon how they do. */
  poke(): void
  /** Stop where everything stands. */
  stop(): Promise<void>
}

/** Bring deployments to life; nothing goes on before `resume`. */
export function createDeployments(parts: DeploymentParts): Deployments {
  const { store, environments, prober, registry, tracks, world, inTurn } = parts
  const ledger = createLedger(parts)
  const ways = createWaysBack(parts)
  const toolsOf = ({ environment, version, state }: Deployment): Tools => ({
    deployer: parts.deployerOf(environment),
    targets: parts.targetsOf(environment, isCandidate(state)),
    rules: environments.rulesOf(environment),
    prober,
    store,
    ways,
    isBlocked: parts.standings.isBlocked(version),
    world,
  })
  const isAnotherRunning = async (one: Deployment) => (await runningBeside(one, store)) !== undefined
  const driver = createDriver({
    get: (id) => store.get(id),
    async apply(id, event) {
      await ledger.apply(id, event)
      watch.poke()
    },
    toolsOf,
    isAnotherRunning,
    world,
  })
  const watch = createWatch({
    ...parts,
    ways,
    changes: (deployment, event) => ledger.after(deployment, event) !== deployment,
    async apply(deployment, event) {
      driver.start(await ledger.applyTo(deployment, event))
    },
    isAnotherRunning,
  })
  const decided: Driver = {
    ...driver,
    start(deployment) {
      driver.start(deployment)
      watch.poke()
    },
  }
  const reachOf = ({ id, environment }: Deployment) => {
    const track = tracks.of(id)
    if (!track) return 0
    return countTablets(track, { ...parts, at: world.now(), tablets: registry.each(environment) }).reach
  }

  return {
    request: (order, actor) =>
      inTurn(async () => {
        const requested = await takeOrder(order, parts, ledger, actor)
        if (requested.duplicate) return requested
        for (const id of requested.superseded) ledger.letGo(id)
        if (tracks.dropAmong(requested.superseded)) {
          await environments.put(environments.get(order.environment))
          await environments.tell(environments.get(order.environment))
        }
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
    ...createDecisions(parts, ledger, decided, ways, toolsOf),
    ...createWaveDecisions(parts, ledger, decided, reachOf),
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
    async counts(deployment) {
      const { id, environment, plan, state } = deployment
      if (plan?.strategy !== 'canary' || !state.spread) return undefined
      const followed = tracks.of(id)
      const track = followed ?? createTrack(deployment, await parts.assignments.of(id))
      // Of one that has ended, only those it was offered to are counted: who else was meant is of no interest any more.
      const tablets = followed
        ? registry.each(environment)
        : [...track.assignments.keys()].flatMap((tablet) => registry.get(tablet) ?? [])
      return countTablets(track, { ...parts, at: world.now(), tablets })
    },
    preview(name, ordered) {
      const rules = environments.rulesOf(environments.get(name).name)
      return previewPlan(ordered ?? rules.plan, {
        ...parts,
        at: world.now(),
        tablets: registry.each(name),
        id: world.newId(),
      })
    },
    async assignments(query) {
      await ledger.need(query.deployment)
      await registry.flush()
      return parts.assignments.list(query)
    },
    async adoption(id) {
      const deployment = await ledger.need(id)
      await registry.flush()
      const members = tracks.of(id) ? registry.countIn(deployment.environment) : undefined
      return adoptionOf(await parts.assignments.ends(id), members)
    },
    output: (id) => store.output(id),
    async wayBackOf(one) {
      const { phase } = one.state
      const isUnderWay =
        phase === 'deploying' ||
        isCandidate(one.state) ||
        (isLive(one.state) && phase !== 'rolling-back' && isCurrent(one, environments))
      if (!isUnderWay || (await runningBeside(one, store))) return undefined
      return ways.from(one)
    },
    async followAll() {
      const followed = new Map((await store.unfinished()).map((one) => [one.id, one]))
      for (const { deployment: id } of environments.all()) {
        const live = id === undefined ? undefined : await store.get(id)
        if (live) followed.set(live.id, live)
      }
      for (const one of followed.values()) await tracks.follow(one, environments.get(one.environment).deployment)
      await environments.arrange()
    },
    async takeUp() {
      for (const deployment of await store.unfinished())
        if (isRunning(deployment.state) || deployment.state.phase === 'scheduled') driver.start(deployment)
      watch.start()
    },
    poke: () => watch.poke(),
    async stop() {
      ledger.letAllGo()
      await watch.stop()
      await driver.stop()
    },
  }
}
