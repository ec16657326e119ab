import { isTabletId } from '../protocol/topics.ts'
import type { Version } from '../release/version.ts'

/**
 * Where a kiosk app is led: the address that is set up in it, with a query that no cache knows and with the id of its
 * tablet, which storage may have lost. Some apps take several addresses, one a line: the first is meant. A fragment is left out:
 * it may be a code that was good once.
 *
 * FreeKiosk keeps what it is led to as the address that is set up in it. So a `v` of an earlier time gives way to the new one, and
 * nothing reads it: it is there for caches alone, and which release is shown is never taken from it.
 *
 * @returns `undefined` for what is no address of a page
 * @example addressFor('http://panel.local/?room=3', { tablet: 'lobby-1', version: 'r2' }) // 'http://panel.local/?room=3&tablet=lobby-1&v=r2'
 */
export function addressFor(
  launch: string,
  { tablet, version }: { tablet: string; version: Version },
): string | undefined {
  const url = pageAt(launch)
  if (!url) return undefined
  url.hash = ''
  if (!isTabletId(url.searchParams.get('tablet'))) url.searchParams.set('tablet', tablet)
  url.searchParams.set('v', version)
  return url.href
}

/**
 * Is what a kiosk app shows a page of another origin than those of the app? What shows nothing, such as `about:blank` after
 * an error, is one too.
 *
 * @param ours addresses at which the app is; without any nothing is said
 */
export function isElsewhere(shows: string | undefined, ours: readonly (string | undefined)[]): boolean {
  const hosts = ours.flatMap((address) => pageAt(address ?? '')?.host ?? [])
  if (shows === undefined || shows === '' || hosts.length === 0) return false
  const host = pageAt(shows)?.host
  return host === undefined || !hosts.includes(host)
}

function pageAt(address: string): URL | undefined {
  const [first = ''] = address.trim().split(/\s+/)
  return /^https?:\/\//i.test(first) && URL.canParse(first) ? new URL(first) : undefined
}
