import { RelevoError } from '@relevo/core/errors'
import { AT_ONCE } from '@relevo/core/waves'
import { createFleet } from '../fleet/create-fleet.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import type { DeploymentStore } from '../fleet/deployments/deployment-store.ts'
import type { DeploymentOrder } from '../fleet/deployments/order.ts'
import type { Deployer, HealthTarget, Probe, StepName, StepOrder } from '../fleet/deployments/ports.ts'
import type { EnvironmentRules } from '../fleet/environment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Hints } from '../fleet/ports.ts'
import { releaseOf } from '../fleet/release.ts'
import { openStore } from '../store/sqlite-store.ts'
import { PushedClock } from './pushed-clock.ts'

/** A fleet over a real database, whose deployers and probes do what the test says, when it says so. */
export interface DeploymentRig {
  fleet: Fleet
  clock: PushedClock
  /** Every step that was begun, such as `deploy r2`. */
  steps: string[]
  /** What a step does; it works at once by default. */
  onStep: (step: StepName, order: StepOrder, signal: AbortSignal) => Promise<void>
  /** What a look at health says, of the release that is asked about. */
  healthOf: (version: string) => Probe['verdict']
  /** What becomes of a hint. */
  sendHint: Hints['send']
  /** What nobody waits for, and went wrong. */
  warnings: string[]
  /** Order a release; in production, by hand, unless it says otherwise. */
  order(version: string, more?: Partial<DeploymentOrder>): Promise<Deployment>
  /** Let time pass, in jumps from one wait to the next, until a deployment has ended or waits for somebody. */
  ended(id: string): Promise<Deployment>
  /** Order a release, and see it through. */
  deployed(version: string, environment?: string): Promise<Deployment>
  /** The release that is current. */
  current(environment?: string): string | undefined
  /** What the log says of deployments, without what everybody knows. */
  log(): Promise<string[]>
  /**
   * Kill the fleet at its nth call of the store from now on, as `kill -9` would: it can do nothing more.
   *
   * @param written the call still reaches the disk; only its answer is lost
   * @returns resolves when it is dead
   */
  killAt(call: number, written: boolean): Promise<void>
  /** End this process's fleet where it stands, and start another over the same data, perhaps set up in another way. */
  killAndRestart(environments?: Record<string, EnvironmentRules>): Promise<void>
  remove(): Promise<void>
}

/** How an environment of a test is set up: quick, and hosted. */
export const RULES: EnvironmentRules = {
  hosts: [],
  approval: false,
  deployer: 'hosted',
  plan: AT_ONCE,
  previewHosts: [],
  health: { delay: 10_000, attempts: 3, interval: 5_000, timeout: 5_000 },
}

/** One target that must be well. */
const TARGET: HealthTarget = { http: 'http://panel/health', must: true }

export async function deploymentRig(
  firstSetUp: Record<string, EnvironmentRules> = { production: RULES, staging: RULES },
  targets: readonly HealthTarget[] = [TARGET],
): Promise<DeploymentRig> {
  // Its fleets come and go, the database stays open: what a file would add is proven by the store's own tests.
  const store = await openStore(':memory:')
  const clock = new PushedClock()
  let ids = 0
  let environments = firstSetUp
  let life = new Life()

  const step = (name: StepName, order: StepOrder, signal: AbortSignal) => {
    rig.steps.push(`${name} ${order.version}`)
    return rig.onStep(name, order, signal)
  }
  const deployer: Deployer = {
    prepare: (order, _, signal) => step('prepare', order, signal),
    deploy: (order, _, signal) => step('deploy', order, signal),
    rollBack: (order, _, signal) => step('roll-back', order, signal),
  }

  const start = async () => {
    const mine = new Life()
    life = mine
    const fleet = await createFleet(
      {
        store,
        assignments: store.assignments,
        deployments: mortal(store.deployments, mine),
        groups: store.groups,
        files: { sizes: async () => new Map() },
        hints: { send: (hint) => rig.sendHint(hint), nudge: async () => undefined },
        statuses: { clear: async () => undefined },
        guard: { isGuarded: () => false, dropTablet: async () => false },
        deployerOf: () => deployer,
        targetsOf: () => targets,
        prober: {
          async probe(_target, { version }) {
            return { target: 'panel', must: true, verdict: rig.healthOf(version), latency: 1, at: clock.now() }
          },
        },
        world: {
          now: () => clock.now(),
          wait: (until, signal) => clock.wait(until, signal),
          newId: () => `d${++ids}`,
          warn: (message) => rig.warnings.push(message),
        },
      },
      { keep: 5, environments },
    )
    rig.fleet = fleet
  }

  const rig: DeploymentRig = {
    fleet: undefined as never,
    clock,
    steps: [],
    onStep: async () => undefined,
    healthOf: () => 'healthy',
    sendHint: async () => undefined,
    warnings: [],
    async order(version, more = {}) {
      const order: DeploymentOrder = {
        environment: 'production',
        version,
        trigger: 'api',
        force: false,
        retry: false,
        supersede: false,
        ...more,
      }
      return (await rig.fleet.deployments.request(order)).deployment
    },
    async ended(id) {
      for (;;) {
        const deployment = await rig.fleet.deployments.get(id)
        if (['success', 'failed', 'rolled-back', 'awaiting-approval'].includes(deployment.state.phase))
          return deployment
        clock.jump()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    async deployed(version, environment = 'production') {
      const { id } = await rig.order(version, { environment })
      return rig.ended(id)
    },
    current: (name = 'production') => rig.fleet.environments().find((one) => one.name === name)?.current,
    async log() {
      const { events } = await store.events({ limit: 1_000 })
      return events
        .filter(({ subject }) => subject.kind === 'deployment')
        .map(
          ({ type, data }) =>
            `${type.replace('deployment-', '')} ${data.version}${data.reason ? ` ${data.reason}` : ''}`,
        )
    },
    killAt: (call, written) => life.endAt(call, written),
    async killAndRestart(changed = environments) {
      environments = changed
      life.end()
      void rig.fleet.deployments.stop()
      await start()
      await rig.fleet.deployments.takeUp()
    },
    async remove() {
      await rig.fleet.deployments.stop()
      await store.close()
    },
  }
  for (const version of ['r1', 'r2', 'r3', 'r4'])
    await store.addRelease(release(version), {
      at: 0,
      type: 'release-published',
      subject: { kind: 'release', id: version },
      data: {},
    })
  await start()
  await rig.fleet.deployments.takeUp()
  return rig
}

/** A release with one file. */
export function release(version: string) {
  const files = { 'index.html': { sha256: 'a'.repeat(64), size: 1, type: 'text/html' } }
  return releaseOf({ manifest: { version, files } }, 0)
}

/** The life of a process, which a test can end. */
class Life {
  isOver = false
  #callsLeft = Number.POSITIVE_INFINITY
  #written = false
  #onEnd: () => void = () => undefined

  endAt(call: number, written: boolean): Promise<void> {
    this.#callsLeft = call
    this.#written = written
    return new Promise((resolve) => {
      this.#onEnd = resolve
    })
  }

  end(): void {
    this.isOver = true
    this.#onEnd()
  }

  /** Does the call that begins now still reach the disk? */
  reaches(): boolean {
    if (this.isOver) return false
    this.#callsLeft -= 1
    if (this.#callsLeft > 0) return true
    this.end()
    return this.#written
  }
}

/** The store of a process that can be killed: what it asks for afterwards is never answered. */
function mortal(store: DeploymentStore, life: Life): DeploymentStore {
  return new Proxy(store, {
    get(target, name: keyof DeploymentStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        const answer = life.reaches() ? await method(...args) : undefined
        return life.isOver ? new Promise(() => undefined) : answer
      }
    },
  })
}

/** What a step fails with. */
export function stepFailed(detail: string): RelevoError {
  return new RelevoError('step-failed', detail)
}
