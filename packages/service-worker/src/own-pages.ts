import type { Database } from './database.ts'
import type { FileStore } from './file-store.ts'
import type { Reset } from './reset.ts'
import { statusPage } from './status-page.ts'
import type { FetchEvent } from './worker-scope.ts'

interface OwnPagesParts {
  database: Database
  store: FileStore
  reset: Reset
  /** The scope's URL. */
  scope: string
}

/**
 * The worker's own addresses below its scope: `relevo/status`, and `relevo/reset`, which only the button of the status
 * page can ask for.
 *
 * @returns whether the request was one of them, and is answered
 */
export function ownPages({ database, store, reset, scope }: OwnPagesParts): (event: FetchEvent, url: URL) => boolean {
  const status = `${scope}relevo/status`
  return (event, { origin, pathname }) => {
    const { method, mode, referrer } = event.request
    const address = origin + pathname
    if (mode !== 'navigate') return false
    if (method === 'GET' && address === status) {
      event.respondWith(statusPage(database, store, navigator.language))
      return true
    }
    if (method !== 'POST' || address !== `${scope}relevo/reset` || !referrer.startsWith(status)) return false
    event.respondWith(reset.byHand(event).then(() => Response.redirect(scope, 303)))
    return true
  }
}
