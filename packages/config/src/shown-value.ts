import type { Setting } from './settings.ts'

/** Longest text that is repeated whole. */
const LONGEST = 60

/**
 * A value as a problem may repeat it: never a secret, never what may have one inside.
 *
 * @param setting the setting that it stands at; absent for what is none itself, such as the object around some
 */
export function shownValue(value: unknown, setting: Pick<Setting, 'hide'> | undefined): string {
  if (value === undefined) return 'not set'
  if (setting?.hide === 'secret') return 'a secret (not shown)'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'string') return String(value)
  return setting === undefined || setting.hide === 'kind' ? 'a text' : quoted(value)
}

/** A text in quotes, shortened. */
function quoted(text: string): string {
  const bare = withoutSecrets(text)
  return JSON.stringify(bare.length > LONGEST ? `${bare.slice(0, LONGEST)}…` : bare)
}

/** A text without what an address in it may carry: a password, also where the slashes were forgotten, and a query. */
export function withoutSecrets(text: string): string {
  if (!text.includes('//')) return text.replace(/^\S*:\S*@/, '…@')
  return text.replace(/\/\/.*@/s, '//…@').replace(/[?#].*/s, '?…')
}
