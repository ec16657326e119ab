import { type DeploymentEvent, workOf } from '@relevo/core/deployment'
import type { World } from '../ports.ts'
import type { Deployment } from './deployment.ts'
import { perform, type Tools } from './perform.ts'

/** Between two tries of what the server itself could not do, such as writing to a full disk; ms. */
const TRY_AGAIN = 5_000

/** Between two looks whether a scheduled deployment may start; ms. */
const LOOK_AGAIN = 10_000

/** Drives deployments, one after the other in each environment. */
export interface Driver {
  /**
   * Go on with a deployment, once what runs before it in its environment has really stopped. One that is to start later is
   * waited for, and then for whatever runs there by then.
   */
  start(deployment: Deployment): void
  /** What runs there was changed from outside: what is being done for it is called off, and it goes on from where it stands. */
  callOff(environment: string): void
  /** Stop everything where it stands; a later `start` goes on from there. */
  stop(): Promise<void>
}

/** What happens in one environment. */
interface Lane {
  last: Promise<void>
  controller: AbortController
}

/**
 * The loop that does what a deployment's state asks for, and stores what came of it, until there is nothing to do.
 *
 * @param apply stores an event's outcome; the state that is then in the store is the truth
 */
export function createDriver({
  get,
  apply,
  toolsOf,
  isAnotherRunning,
  world,
}: {
  get(id: string): Promise<Deployment | undefined>
  apply(id: string, event: DeploymentEvent): Promise<unknown>
  toolsOf(deployment: Deployment): Tools
  /** Does another run in its environment? */
  isAnotherRunning(deployment: Deployment): Promise<boolean>
  world: Pick<World, 'now' | 'wait' | 'warn'>
}): Driver {
  const lanes = new Map<string, Lane>()
  const stopping = new AbortController()

  const laneOf = (environment: string): Lane => {
    const lane = lanes.get(environment) ?? { last: Promise.resolve(), controller: new AbortController() }
    lanes.set(environment, lane)
    return lane
  }

  /** @returns whether there may be more to do */
  const goOn = async (id: string, lane: Lane): Promise<boolean> => {
    // Before the look: a change after it calls off what is done on account of it.
    lane.controller = new AbortController()
    const { signal } = lane.controller
    const deployment = await get(id)
    if (!deployment) return false
    if (deployment.state.phase === 'pending') {
      await apply(id, { type: 'started' })
      return true
    }
    const work = workOf(deployment.state)
    if (!work) return false
    const event = await perform(deployment, work, toolsOf(deployment), AbortSignal.any([signal, stopping.signal]))
    if (!signal.aborted && !stopping.signal.aborted) await apply(id, event)
    return true
  }

  const drive = async (id: string, lane: Lane) => {
    let isMore = true
    while (isMore && !stopping.signal.aborted) {
      try {
        isMore = await goOn(id, lane)
      } catch (error) {
        world.warn('A deployment cannot go on; it is tried again', error)
        await world.wait(world.now() + TRY_AGAIN, stopping.signal)
      }
    }
  }

  const startNow = ({ id, environment }: Deployment) => {
    const lane = laneOf(environment)
    lane.last = lane.last.then(() => drive(id, lane))
  }

  /** Beside the lanes, so that its own stays free for whatever runs there until then. */
  const startLater = async ({ id }: Deployment) => {
    while (!stopping.signal.aborted) {
      try {
        const deployment = await get(id)
        if (deployment?.state.phase !== 'scheduled') return
        const { until } = deployment.state
        if (world.now() >= until && !(await isAnotherRunning(deployment))) {
          await apply(id, { type: 'woke', at: world.now() })
          return startNow(deployment)
        }
        const again = world.now() + LOOK_AGAIN
        await world.wait(world.now() >= until ? again : Math.min(until, again), stopping.signal)
      } catch (error) {
        world.warn('A scheduled deployment cannot start; it is tried again', error)
        await world.wait(world.now() + TRY_AGAIN, stopping.signal)
      }
    }
  }
  const later = new Map<string, Promise<void>>()

  return {
    start(deployment) {
      const { id, state } = deployment
      if (state.phase !== 'scheduled') return startNow(deployment)
      if (later.has(id)) return
      later.set(
        id,
        startLater(deployment).finally(() => later.delete(id)),
      )
    },
    callOff: (environment) => laneOf(environment).controller.abort(),
    async stop() {
      stopping.abort()
      await Promise.all([...later.values()])
      await Promise.all([...lanes.values()].map(({ last }) => last))
    },
  }
}
