import type { Fleet } from '../fleet/fleet.ts'
import { createForgetting, type ForgetfulStore } from '../fleet/history/forgetting.ts'
import type { HistoryStore } from '../fleet/history/ports.ts'
import { createSampler } from '../fleet/history/sampler.ts'
import type { World } from '../fleet/ports.ts'
import { keepTime } from './keep-time.ts'

/** A day in milliseconds. */
const DAY = 24 * 3_600_000

/**
 * Keep how many tablets report which release, and forget what is old, for as long as the server runs.
 *
 * @param keep days that events are kept
 * @param failed told what could not be done; it is tried again
 * @returns ends both
 */
export async function keepHistory(
  { fleet, store, world }: { fleet: Fleet; store: HistoryStore & ForgetfulStore; world: Pick<World, 'now'> },
  keep: number,
  failed: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const { census, environments } = fleet
  const isDeploying = async (environment: string) =>
    (await fleet.deployments.list({ environment, status: 'deploying', limit: 1, offset: 0 })).count > 0
  const stopSampling = keepTime(await createSampler({ store, census, environments, isDeploying, world }), failed)
  const stopForgetting = keepTime(createForgetting({ store, world }, { events: keep * DAY }), failed)
  return async () => {
    await Promise.all([stopSampling(), stopForgetting()])
  }
}
