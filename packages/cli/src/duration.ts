import { RelevoError } from '@relevo/core/errors'

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 7 * 86_400 }

/**
 * A duration as people write it, in seconds.
 *
 * @throws RelevoError `usage`
 * @example secondsOf('90m') // 5400
 */
export function secondsOf(text: string): number {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,6})([smhdw])$/.exec(text) ?? []
  const each = UNITS[unit]
  if (each === undefined) throw new RelevoError('usage', `${JSON.stringify(text)} is no duration such as 30m, 8h, 2d`)
  return Number(amount) * each
}
