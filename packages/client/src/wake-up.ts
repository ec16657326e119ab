import { listen } from './listen.ts'
import type { View } from './ports.ts'

/**
 * Tell when the tablet comes back from sleep or to the network: timers stood still, so everything is looked at anew.
 *
 * @returns how to stop
 */
export function watchWaking(view: View, woke: () => void, online: () => void): () => void {
  const { document } = view
  const stops = [
    listen(document, ['visibilitychange', 'resume'], () => {
      if (document.visibilityState !== 'hidden') woke()
    }),
    listen(view, ['pageshow'], (event) => {
      // The first one belongs to the load, which looks by itself.
      if ((event as PageTransitionEvent).persisted) woke()
    }),
    listen(view, ['online'], online),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
