import type { View } from './ports.ts'

/** What makes the address of a reload that a kiosk app swallowed, or of the boot guard's, differ from the one before. */
export const MARK = 'relevo'

/** Take the mark of such a navigation out of the address again, before a router or a bookmark sees it. */
export function tidyAddress({ location, history }: View): void {
  if (!location.search.includes(MARK)) return
  const url = new URL(location.href)
  if (!url.searchParams.has(MARK)) return
  url.searchParams.delete(MARK)
  history.replaceState(history.state, '', url.href)
}
