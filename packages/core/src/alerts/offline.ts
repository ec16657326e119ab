import { counted, percent, type Reading, timeText } from './reading.ts'
import { type AlertSettings, FEWEST_CONCERNED } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

/**
 * Are the tablets there? `value` is the share that is not. Where none is left that is the matter of `no-check-ins`, if that is
 * on: one cause is told once.
 */
export function offline(
  { tablets, online, poll }: Pick<FleetSnapshot, 'tablets' | 'online' | 'poll'>,
  { share }: NonNullable<AlertSettings['offline']>,
  { silenceIsTold }: { silenceIsTold: boolean },
): Reading {
  const missing = tablets - online
  const value = tablets === 0 ? 0 : missing / tablets
  const isHigh = value >= share && missing >= FEWEST_CONCERNED
  const isLeftToAnother = online === 0 && silenceIsTold
  return {
    verdict: isLeftToAnother ? 'unknown' : isHigh ? 'firing' : 'ok',
    value,
    threshold: share,
    samples: tablets,
    text: `${missing} of ${counted(tablets, 'tablet')} (${percent(value)}) are offline: not heard for ${timeText(2 * poll)}, or their connection broke; ${percent(share)} is the limit.`,
    advice: 'Check power and network where they hang; `relevo tablets` shows which, and when each was last seen.',
  }
}
