import { locale } from './language.ts'

const time = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' })
const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const dayAndTime = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const number = new Intl.NumberFormat(locale)
const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

/** A moment in the operator's own zone. */
export function moment(iso: string | undefined): string {
  return iso ? time.format(new Date(iso)) : ''
}

/** The time of day alone, for what happened a moment ago; milliseconds since the epoch. */
export function clock(at: number): string {
  return timeOfDay.format(at)
}

/** A moment in as few words as tell it apart from others: today's by the time alone. */
export function shortMoment(iso: string | undefined): string {
  if (!iso) return ''
  const at = new Date(iso)
  return at.toDateString() === new Date().toDateString() ? timeOfDay.format(at) : dayAndTime.format(at)
}

/** @example amount(50_000) // '50,000' */
export function amount(count: number): string {
  return number.format(count)
}

/** A share from 0 to 1 as a percentage. @example percent(0.125) // '12.5 %' */
export function percent(share: number): string {
  return `${decimal.format(share * 100)}\u00a0%`
}

/** Bytes as a person reads them; 1 kB is 1,000 bytes. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`
  const [value, unit] = count < 1e6 ? [count / 1e3, 'kB'] : [count / 1e6, 'MB']
  return `${decimal.format(value)} ${unit}`
}

/** An engine as its vendor writes it, such as `Chrome 83`. */
export function engine({ name, version }: { name: string; version: number }): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${version}`
}

/**
 * Milliseconds as a person reads them: the two greatest units.
 *
 * @example duration(125_000) // '2 min 5 s'
 */
export function duration(ms: number): string {
  if (ms <= 0) return '0 s'
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1_000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const from = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(from, from + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
