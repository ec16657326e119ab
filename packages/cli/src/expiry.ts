import { RelevoError } from '@relevo/core/errors'

const HOUR = 3_600_000
const UNITS: Record<string, number> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR }

/**
 * The moment that lies so far ahead, as the server is told it.
 *
 * @param now milliseconds since the epoch
 * @throws RelevoError `usage`
 * @example expiryOf('90d', Date.now())
 */
export function expiryOf(text: string, now: number): string {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? []
  const each = UNITS[unit]
  if (each === undefined)
    throw new RelevoError('usage', `--expires ${JSON.stringify(text)} is no time such as 12h, 90d, 4w`)
  return new Date(now + Number(amount) * each).toISOString()
}
