import { RelevoError } from '@relevo/core/errors'
import { type App, isBaseTopic, type Place, readBase } from '@relevo/core/kiosk'

/** What Fully's topics begin with unless something else is set up in it. */
const FULLY_BASE = 'fully/'

/**
 * Where an app is on the broker, after a person said something of it; `null` takes back, and what is absent stays.
 *
 * @throws RelevoError `invalid-input`
 */
export function enteredPlace(
  app: App,
  before: Place | undefined,
  said: { base?: string | null | undefined; device?: string | null | undefined },
): Place | undefined {
  const device = said.device === undefined ? before?.device : (said.device ?? undefined)
  const base = said.base === undefined ? before?.base : (said.base ?? undefined)
  if (app === 'generic') return undefined
  if (app === 'fully')
    return device === undefined ? undefined : { base: enteredBase(base ?? FULLY_BASE, before), device }
  return base === undefined ? undefined : { base: enteredBase(base, before) }
}

/** Topics may really run into a base without a slash: one that was found so stays so. */
function enteredBase(text: string, before: Place | undefined): string {
  if (text === before?.base && isBaseTopic(text)) return text
  const base = readBase(text)
  if (base === undefined) throw new RelevoError('invalid-input', 'base: is no base topic, such as wallpanel/hall/')
  return base
}

/**
 * The address of a remote control: scheme, host and port.
 *
 * @throws RelevoError `invalid-input`, which repeats nothing of an address that may hold a password
 */
export function enteredUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const refused = (why: string) => new RelevoError('invalid-input', `restUrl: ${why}`)
  if (!url || !/^https?:$/.test(url.protocol)) throw refused('is no address of http or https')
  if (url.username !== '' || url.password !== '') throw refused('holds a user or password; give it as secret')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw refused('has more than scheme, host and port')
  return url.origin
}
