/**
 * What a rule makes of what it measured. `unknown`: it cannot be told yet, because the server has only just begun to listen.
 * `too-few`: there are so few tablets that nothing is said of them.
 */
export type AlertVerdict = 'firing' | 'ok' | 'unknown' | 'too-few'

/** One measurement of one rule, with all that explains it. */
export interface Reading {
  verdict: AlertVerdict
  /** A share from 0 to 1, a number of releases, or seconds of silence: as the rule measures. */
  value: number
  /** In the same unit; the rule fires from here on. For `adoption-stalled`, below it. */
  threshold: number
  /** How many tablets it was measured over. */
  samples: number
  /** What is so, as a sentence. */
  text: string
  /** What to do next, as a sentence; for who reads it while it fires. */
  advice: string
}

/**
 * A share as people read it, never rounded to a bound it does not have.
 *
 * @example percent(0.3333) // '33 %'
 */
export function percent(share: number): string {
  const hundred = share * 100
  if (hundred > 0 && hundred < 10) return `${Number(hundred.toFixed(1))} %`
  return `${hundred < 100 ? Math.min(99, Math.round(hundred)) : 100} %`
}

/**
 * A number with its noun.
 *
 * @example counted(1, 'tablet') // '1 tablet'
 */
export function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

/**
 * A time as people say it, in the largest unit that still says enough.
 *
 * @param milliseconds 0 or more
 * @example timeText(5_400_000) // '90 minutes'
 */
export function timeText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 2) return counted(Math.round(milliseconds / 1_000), 'second')
  if (minutes < 120) return counted(minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day')
}
