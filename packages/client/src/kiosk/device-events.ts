import { listen } from '../listen.ts'
import type { View } from '../ports.ts'
import type { Bridge } from './fully.ts'

/** What happens to the device, as Fully names it. */
const EVENTS = [
  'screenOn',
  'screenOff',
  'networkReconnect',
  'internetReconnect',
  'showKeyboard',
  'hideKeyboard',
] as const

type DeviceEvent = (typeof EVENTS)[number]

/** Windows that hear of it already: what is bound stays bound. */
const bound = new WeakSet<View>()

/**
 * Hear what happens to the device. Fully knows no callbacks, only code that it runs in the page: that code makes an event
 * of the window of it, so that any number of managers can listen and stop, and the code of a page that is gone harms none.
 *
 * @returns how to stop
 */
export function watchDevice(view: View, fully: Bridge, happened: (event: DeviceEvent) => void): () => void {
  const nameOf = (event: string) => `relevo:${event}`
  if (!bound.has(view))
    for (const event of EVENTS) fully('bind', event, `window.dispatchEvent(new Event('${nameOf(event)}'))`)
  bound.add(view)
  return listen(view, EVENTS.map(nameOf).join(' '), ({ type }) =>
    happened(type.slice(nameOf('').length) as DeviceEvent),
  )
}
