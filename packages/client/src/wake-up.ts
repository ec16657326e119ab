import { listen } from './listen.ts'
import type { View } from './ports.ts'

/**
 * Tell when the tablet comes back from sleep or to the network: timers stood still, so everything is looked at anew.
 *
 * @returns how to stop
 */
export function watchWaking(view: View, woke: () => void, online: () => void): () => void {
  return listen(view, 'visibilitychange resume pageshow online', (event) => {
    const { type, persisted } = event as PageTransitionEvent
    if (type === 'online') online()
    // The first pageshow belongs to the load, which looks by itself.
    else if (type === 'pageshow' ? persisted : !view.document.hidden) woke()
  })
}
