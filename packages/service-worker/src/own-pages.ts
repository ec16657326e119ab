import type { FileStore } from './file-store.ts'
import type { RecordKeeper } from './record.ts'
import type { Reset } from './reset.ts'
import { statusPage } from './status-page.ts'
import type { FetchEvent } from './worker-scope.ts'

/**
 * The worker's own addresses below its scope: `relevo/status`, and `relevo/reset`, which only the button of the status
 * page can ask for.
 *
 * @returns whether the request was one of them, and is answered
 */
export function ownPages(
  scope: string,
  keeper: RecordKeeper,
  store: FileStore,
  { byHand }: Reset,
): (event: FetchEvent, url: URL) => boolean {
  const status = `${scope}relevo/status`
  return (event, { href }) => {
    const { method, referrer } = event.request
    const isReset = href === `${scope}relevo/reset` && method === 'POST' && referrer === status
    if (!isReset && href !== status) return false
    const page = () => statusPage(keeper, store)
    // A storage that cannot be cleared cannot be read either: the page says why.
    event.respondWith(isReset ? byHand(event).then(() => Response.redirect(scope, 303), page) : page())
    return true
  }
}
