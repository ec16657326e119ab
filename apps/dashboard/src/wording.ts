import { EN } from './wording-en.ts'
import { ES } from './wording-es.ts'

const lang = navigator.language.startsWith('es') ? 'es' : 'en'
document.documentElement.lang = lang

/** What the page says, in the operator's language. */
export const words = lang === 'es' ? ES : EN

/** A code in words; a code of a newer server stands for itself. */
export function reason(code: string): string {
  return said(words.reasons, code)
}

/**
 * A word of the API in words; one of a newer server stands for itself.
 *
 * @example said(words.statuses, 'rolled_back') // 'went back'
 */
export function said(wording: Record<string, string>, word: string): string {
  return Object.hasOwn(wording, word) ? (wording[word] ?? word) : word
}

/** An engine as its vendor writes it, such as `Chrome 83`. */
export function engine({ name, version }: { name: string; version: number }): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${version}`
}

const time = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'medium' })

/** A moment in the operator's own zone. */
export function moment(iso: string | undefined): string {
  return iso ? time.format(new Date(iso)) : ''
}

/** Bytes as a person reads them; 1 kB is 1,000 bytes. */
export function bytes(count: number): string {
  const [value, unit] = count < 1e6 ? [count / 1e3, 'kB'] : [count / 1e6, 'MB']
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)} ${unit}`
}

/**
 * Milliseconds as a person reads them: the two greatest units.
 *
 * @example duration(125_000) // '2 min 5 s'
 */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = Math.round(ms / 1_000)
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
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
