import { RelevoError } from '@relevo/core/errors'

const UNITS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }

/**
 * Seconds that a text stands for.
 *
 * @param where what is said to be wrong, such as `--bake`
 * @throws RelevoError `usage`
 * @example secondsOf('10m', '--bake') // 600
 */
export function secondsOf(text: string, where: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,7})([smhd]?)$/.exec(text) ?? []
  const each = UNITS[unit]
  if (amount === '' || each === undefined)
    throw new RelevoError('usage', `${where}: ${JSON.stringify(text)} is no time such as 90s, 10m, 2h, 1d`)
  return Number(amount) * each
}

/** Seconds for a person: in the largest unit that divides them. @example durationText(600) // '10m' */
export function durationText(seconds: number): string {
  const unit = ['d', 'h', 'm'].find((name) => seconds > 0 && seconds % (UNITS[name] ?? 1) === 0) ?? 's'
  return `${seconds / (UNITS[unit] ?? 1)}${unit}`
}
