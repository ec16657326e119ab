import type { World } from '../ports.ts'
import type { Deployment } from './deployment.ts'
import type { Deployments } from './deployments.ts'

/** Whoever ordered something waits so long for its answer, ms: proxies on the way wait a minute at most. */
const SOON = 10_000

/** A deployment once its release is current, or as it stands when that takes longer. */
export async function switchedSoon(
  id: string,
  deployments: Pick<Deployments, 'switched' | 'get'>,
  world: Pick<World, 'now' | 'wait'>,
): Promise<Deployment> {
  const timer = new AbortController()
  try {
    return await Promise.race([
      deployments.switched(id),
      world.wait(world.now() + SOON, timer.signal).then(() => deployments.get(id)),
    ])
  } finally {
    timer.abort()
  }
}
