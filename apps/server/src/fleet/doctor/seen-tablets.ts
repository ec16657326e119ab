import { type EngineFloor, missingEngine, type Version } from '@relevo/core/release'
import type { Fleet } from '../fleet.ts'
import { isOnline } from '../tablet.ts'
import type { SeenTablet } from './evidence.ts'

/**
 * The tablets, as the checks look at them.
 *
 * @param poll milliseconds between two polls of a tablet
 * @param at milliseconds since the epoch
 */
export async function seenTablets(
  fleet: Pick<Fleet, 'eachTablet' | 'desiredOf' | 'release'>,
  poll: number,
  at: number,
): Promise<SeenTablet[]> {
  const floors = new Map<Version, EngineFloor | undefined>()
  const seen: SeenTablet[] = []
  for (const tablet of fleet.eachTablet()) {
    const { id, lastSeen, withoutWorker, engine, release } = tablet
    const desired = fleet.desiredOf(tablet) ?? release
    if (!floors.has(desired)) floors.set(desired, (await fleet.release(desired).catch(() => undefined))?.engines)
    const floor = floors.get(desired)
    const missing = missingEngine(engine, floor)
    seen.push({
      id,
      lastSeen,
      isOnline: isOnline(tablet, poll, at),
      ...(withoutWorker && { withoutWorker }),
      ...(engine && { engine }),
      ...(missing !== undefined && { missing }),
      isEngineKnown: engine !== undefined && floor?.[engine.name] !== undefined,
    })
  }
  return seen
}
