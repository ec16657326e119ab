import type { World } from '../ports.ts'
import type { Census } from './census.ts'
import type { HistoryStore } from './ports.ts'

/** Between two samples of an environment there is at least this, ms. */
const USUAL = 60_000
/** The same while a deployment runs there: then people look. */
const FINE = 10_000

/**
 * Keeps how many tablets report which release, whenever that has changed.
 *
 * @param isDeploying does a deployment run there?
 * @returns takes the samples that are due; resolves to when it wants to be called again, ms since the epoch
 */
export async function createSampler({
  store,
  census,
  environments,
  isDeploying,
  world,
}: {
  store: Pick<HistoryStore, 'lastSamples' | 'addSample'>
  census: Pick<Census, 'of'>
  environments(): readonly { name: string }[]
  isDeploying(environment: string): Promise<boolean>
  world: Pick<World, 'now'>
}): Promise<() => Promise<number>> {
  const last = new Map((await store.lastSamples()).map((sample) => [sample.environment, sample]))

  const isDue = async (environment: string, since: number, now: number) => {
    const passed = now - since
    if (passed < 0 || passed >= USUAL) return true // the clock may have been set back
    return passed >= FINE && (await isDeploying(environment))
  }

  return async () => {
    const now = world.now()
    for (const { name: environment } of environments()) {
      const before = last.get(environment)
      const sample = { environment, at: now, ...census.of(environment, now) }
      if (before && (isSame(before, sample) || !(await isDue(environment, before.at, now)))) continue
      await store.addSample(sample)
      last.set(environment, sample)
    }
    return now + FINE
  }
}

function isSame(one: ReturnType<Census['of']>, other: ReturnType<Census['of']>): boolean {
  const versions = Object.keys(one.counts)
  if (one.offline !== other.offline || versions.length !== Object.keys(other.counts).length) return false
  return versions.every((version) => one.counts[version] === other.counts[version])
}
