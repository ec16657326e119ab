import { isVersion, type Version } from '../release/version.ts'
import { isTabletId } from './topics.ts'

/** What the address that a kiosk app shows says of the page in it. */
export interface ShownAddress {
  tablet?: string
  /** The release that runs, if the page writes it into its address. */
  release?: Version
}

/** `release` and `tablet` as a page says them; whatever else stands in a fragment is the app's own. */
const SHOWN = /^#relevo=([^&]+)&tablet=([^&]+)$/

/**
 * The fragment by which a page says in its address what it is: kiosk apps without a bridge still publish the address
 * they show (WallPanel: `currentUrl` in `<base>state`).
 *
 * @example shownFragment('20250330-a1b2c3d', 'lobby-1') // '#relevo=20250330-a1b2c3d&tablet=lobby-1'
 */
export function shownFragment(release: Version, tablet: string): string {
  return `#relevo=${release}&tablet=${tablet}`
}

/** Is this a fragment that a page of ours wrote, and no app's own? */
export function isShownFragment(fragment: string): boolean {
  return SHOWN.test(fragment)
}

/**
 * Read the address that a kiosk app says it shows: what the page wrote into the fragment, else the tablet that the
 * launch URL names by `?tablet=`, or by `?device=` as many kiosk set-ups call it. What is not legal is left out.
 *
 * @example readShownAddress('http://panel/?tablet=lobby-1#relevo=r2&tablet=lobby-1') // { tablet: 'lobby-1', release: 'r2' }
 */
export function readShownAddress(address: string): ShownAddress {
  const shown: ShownAddress = {}
  try {
    const { hash, searchParams } = new URL(address)
    const [, release, written] = SHOWN.exec(hash) ?? []
    const tablet = [written, searchParams.get('tablet'), searchParams.get('device')].find(isTabletId)
    if (tablet) shown.tablet = tablet
    if (isVersion(release)) shown.release = release
  } catch {
    // no address, such as the empty one of a kiosk app that shows nothing yet
  }
  return shown
}
