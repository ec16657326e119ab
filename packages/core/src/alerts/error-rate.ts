import { wilsonLower } from '../waves/wilson.ts'
import { counted, percent, type Reading, timeText } from './reading.ts'
import { type AlertSettings, FEWEST_CONCERNED } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

/**
 * How many tablets met an error lately? `value` is the least share that this allows to believe in, so that one error in a
 * small fleet is no rate.
 */
export function errorRate(
  { heard, failed, codes }: Pick<FleetSnapshot, 'heard' | 'failed' | 'codes'>,
  { share, window }: NonNullable<AlertSettings['error-rate']>,
): Reading {
  const value = wilsonLower(failed, heard)
  const isHigh = value >= share && failed >= FEWEST_CONCERNED
  const most = codes.slice(0, 3).map(({ code, count }) => `${code} ${count}`)
  return {
    verdict: isHigh ? 'firing' : 'ok',
    value,
    threshold: share,
    samples: heard,
    text: `${failed} of ${counted(heard, 'tablet')} met an error within ${timeText(window)}: at least ${percent(value)} with 95 % confidence; ${percent(share)} is the limit.${most.length === 0 ? '' : ` Most often: ${most.join(', ')}.`}`,
    advice:
      'Look the code up in docs/errors.md, and at the tablets with `relevo tablets`; if a new release is the cause, go back with `relevo rollback`.',
  }
}
