import { alarmOf } from './alarm.ts'
import type { Clock, View } from './ports.ts'

const MARK = 'relevo'
const PATIENCE = 10_000

/**
 * Load the page anew. Some kiosk apps swallow a reload, and a navigation to the same address too: whoever is still here
 * after 10 s goes to an address of its own, and after another 10 s `onIgnored` is called.
 *
 * @param mark makes the address differ
 * @returns how to stop trying
 */
export function reload(view: View, clock: Clock, mark: string, onIgnored: () => void): () => void {
  view.location.reload()
  const next = alarmOf(clock)
  next.set(PATIENCE, () => {
    const url = new URL(view.location.href)
    url.searchParams.set(MARK, mark)
    view.location.replace(url.href)
    next.set(PATIENCE, onIgnored)
  })
  return next.off
}

/** Take the mark of such a navigation out of the address again, before a router or a bookmark sees it. */
export function tidyAddress({ location, history }: View): void {
  const url = new URL(location.href)
  if (!url.searchParams.has(MARK)) return
  url.searchParams.delete(MARK)
  history.replaceState(history.state, '', url.href)
}
