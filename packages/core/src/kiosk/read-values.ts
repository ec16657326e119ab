import { CODE_FRAGMENT } from '../protocol/enrolment.ts'
import type { KioskFacts } from './facts.ts'

/** Most characters of an address that are kept; a longer one is none. */
const LONGEST_URL = 2048
/** Most characters of a version or a name; a longer one is none. */
const LONGEST_WORD = 64

type Json = Readonly<Record<string, unknown>>

/** An object inside of another; an empty one when there is none. */
export function within(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** Facts without what is not known. */
export function known(facts: { [K in keyof KioskFacts]: KioskFacts[K] | undefined }): KioskFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined))
}

/**
 * An address of a page. A code for enrolment in its fragment is a secret for some minutes, and is left out with it.
 *
 * @returns `undefined` for what is none, `about:blank` included
 */
export function address(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_URL || /\s/.test(value) || !URL.canParse(value))
    return undefined
  const url = new URL(value)
  if (!/^https?:$/.test(url.protocol)) return undefined
  url.username = ''
  url.password = ''
  if (url.hash.includes(CODE_FRAGMENT)) url.hash = ''
  return url.href
}

/** The address that is set up in an app, and how many that are, where one is put below another. */
export function launchFacts(value: unknown): Pick<KioskFacts, 'launchUrl' | 'launchUrls'> {
  if (typeof value !== 'string') return {}
  const all = value.split(/\s+/).filter((part) => part !== '')
  const launchUrl = address(all[0])
  return { ...(launchUrl !== undefined && { launchUrl }), ...(all.length > 1 && { launchUrls: all.length }) }
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A share from 0 to 100. */
export function percent(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 100 ? Math.round(value) : undefined
}

/** A word on one line, such as a version or a name. */
export function word(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text !== '' && text.length <= LONGEST_WORD && !/\p{Cc}/u.test(text) ? text : undefined
}

/** An IP address, roughly: it is compared and shown, nothing is sent there. */
export function ip(value: unknown): string | undefined {
  const text = word(value)
  return text !== undefined && /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)$/i.test(text) ? text : undefined
}
