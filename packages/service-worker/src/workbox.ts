import type { Predecessor } from './predecessor.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** How long the network may take when something is kept, in milliseconds: a wall does not wait for a dead access point. */
const PATIENCE = 10_000

/**
 * What a Workbox worker of this scope left behind. Until a release is stored it answers what the network cannot, so that
 * the tablet starts without one; then, with the last page of its time, it is deleted. Never another cache than those named.
 *
 * @param names caches beside the precache, or instead of it when `setCacheNameDetails` gave it a name of its own
 * @example serveReleases(self, { replaces: workboxCaches('photos') })
 */
export function workboxCaches(...names: string[]): Predecessor {
  const { scope } = self.registration
  const all = [`workbox-precache-v2-${scope}`, ...names]

  async function find({ url, mode }: Request): Promise<Response | undefined> {
    const places = mode === 'navigate' ? [url, new URL('index.html', url).href, `${scope}index.html`] : [url]
    for (const cacheName of all)
      for (const place of places) {
        // Workbox keeps the revision of a file in its query.
        const found = await caches.match(place, { cacheName, ignoreSearch: true, ignoreVary: true })
        if (found) return found
      }
    return undefined
  }

  // Chromium may forget that a worker skips waiting while the one before is busy; pages of its time say it once more.
  self.addEventListener('message', ({ data }) => {
    if (data?.type === 'SKIP_WAITING') self.skipWaiting()
  })

  return {
    async fetch(request) {
      const answered = fetch(request)
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE))
      const answer = await Promise.race([answered, late]).catch(() => undefined)
      // What is redirected, or not to be looked into, has status 0.
      if (answer && answer.status < 400) return answer
      // Storage that cannot be read has nothing.
      return (await find(request).catch(() => undefined)) ?? answered
    },
    async sweep(clients, { slots, pins }) {
      if (slots.phase === 'network') return
      const pages = await clients.matchAll({ includeUncontrolled: false, type: 'window' })
      const isOfOurs = ({ id }: { id: string }) => pins.get(id)?.release !== undefined
      if (pages.every(isOfOurs)) await Promise.all(all.map((name) => caches.delete(name)))
    },
  }
}
