import { counted, type Reading } from './reading.ts'
import { type AlertSettings, IN_USE } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

/**
 * How many releases are in use side by side? `value` counts those that at least one in a hundred online tablets runs. Two are
 * usual while a release spreads.
 */
export function skew(
  { online, releases }: Pick<FleetSnapshot, 'online' | 'releases'>,
  { releases: most }: NonNullable<AlertSettings['skew']>,
): Reading {
  const inUse = releases.filter(({ count }) => count >= online * IN_USE)
  const named = inUse.slice(0, 5).map(({ release, count }) => `${release} on ${count}`)
  const more = inUse.length > named.length ? ' …' : ''
  return {
    verdict: inUse.length >= most ? 'firing' : 'ok',
    value: inUse.length,
    threshold: most,
    samples: online,
    text: `${counted(online, 'online tablet')} run ${counted(inUse.length, 'release')} side by side (${named.join(', ')}${more}); ${most} is too many.`,
    advice: 'See which tablets stay behind with `relevo tablets`: stuck, pinned, or in a wave that is paused.',
  }
}
