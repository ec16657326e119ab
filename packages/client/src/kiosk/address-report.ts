import { isShownFragment, shownFragment } from '@relevo/core/protocol'
import type { View } from '../ports.ts'
import type { ManagerState } from '../update-manager.ts'

/**
 * Say release and tablet in the fragment of the address, for kiosk apps that publish which address they show. Nothing
 * else of the address changes, no entry of the history is made, and a fragment of the app's own stays: whoever routes by
 * it comes first.
 */
export function addressReport({ location, history }: View) {
  let isTaken = false

  function write(fragment: string): void {
    const { href, hash } = location
    // Without its `#` too: a router takes an address with an empty fragment for another one.
    history.replaceState(history.state, '', href.slice(0, href.length - hash.length) + fragment)
  }

  return {
    /** Take away what the page before has written, before a router takes it for a route. */
    tidy(): void {
      if (isShownFragment(location.hash)) write('')
    },
    /** Only a release that is kept is told of. */
    show({ running, tablet, phase, ready }: ManagerState): void {
      if (!ready || phase === 'trial') return
      const { hash } = location
      const fragment = shownFragment(running, tablet)
      if (hash && !isShownFragment(hash)) {
        if (!isTaken) console.info(`relevo: the app has a fragment of its own, so the address does not say the release`)
        isTaken = true
      } else if (hash !== fragment) write(fragment)
    },
  }
}
