import type { Alarm } from './alarm.ts'
import type { View } from './ports.ts'
import { RELOAD_PATIENCE } from './times.ts'

const MARK = 'relevo'

/**
 * Load the page anew. Some kiosk apps swallow a reload, and a navigation to the same address too: whoever is still here
 * after 10 s goes to an address of its own, and after another 10 s `onIgnored` is called.
 *
 * @param patience goes off while nothing happens; to call it off is to stop trying
 * @param mark makes the address differ
 */
export function reload({ location }: View, patience: Alarm, mark: string, onIgnored: () => void): void {
  location.reload()
  patience.set(RELOAD_PATIENCE, () => {
    const url = new URL(location.href)
    url.searchParams.set(MARK, mark)
    location.replace(url.href)
    patience.set(RELOAD_PATIENCE, onIgnored)
  })
}

/** Take the mark of such a navigation out of the address again, before a router or a bookmark sees it. */
export function tidyAddress({ location, history }: View): void {
  const url = new URL(location.href)
  if (!url.searchParams.has(MARK)) return
  url.searchParams.delete(MARK)
  history.replaceState(history.state, '', url.href)
}
