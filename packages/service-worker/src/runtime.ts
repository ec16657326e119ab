import { Route } from 'workbox-routing/Route.js'
import { Router } from 'workbox-routing/Router.js'
import { CacheFirst } from 'workbox-strategies/CacheFirst.js'
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js'
import { StaleWhileRevalidate } from 'workbox-strategies/StaleWhileRevalidate.js'
import type { Strategy } from 'workbox-strategies/Strategy.js'
import type { FetchEvent } from './worker-scope.ts'

/** How requests that no release answers, such as camera stills, are kept. */
export interface RuntimeRule {
  /** Tested against the whole URL. */
  match: RegExp | ((url: URL, request: Request) => boolean)
  /** One of the usual three, or any strategy of `workbox-strategies` with its plugins. */
  strategy: 'cache-first' | 'network-first' | 'stale-while-revalidate' | Strategy
  /** Name of the cache; by default one for all rules of the scope. */
  cacheName?: string
  /** `network-first` only: after this many milliseconds the kept answer is good enough. */
  networkTimeout?: number
}

/**
 * Runtime caching by Workbox, for GET requests to any origin that the release of a page does not hold. The first rule
 * that matches decides. Requests that are not to be stored (`cache: 'no-store'`), such as the poll of `version.json`, are
 * never kept.
 *
 * @example serveReleases(self, { runtime: runtimeCaching([{ match: /\/api\/floors/, strategy: 'network-first' }]) })
 */
export function runtimeCaching(rules: readonly RuntimeRule[]): (event: FetchEvent) => Promise<Response> | undefined {
  const router = new Router()
  for (const rule of rules) {
    const { match } = rule
    const matches = (url: URL, request: Request) =>
      match instanceof RegExp ? match.test(url.href) : match(url, request)
    router.registerRoute(new Route(({ url, request }) => matches(url, request), strategyOf(rule)))
  }
  return (event) => {
    const { request } = event
    if (request.cache === 'no-store') return undefined
    return router.handleRequest({ request, event: event as never })
  }
}

function strategyOf({ strategy, cacheName, networkTimeout }: RuntimeRule): Strategy {
  const options = { ...(cacheName && { cacheName }) }
  switch (strategy) {
    case 'cache-first':
      return new CacheFirst(options)
    case 'stale-while-revalidate':
      return new StaleWhileRevalidate(options)
    case 'network-first':
      return new NetworkFirst({ ...options, ...(networkTimeout && { networkTimeoutSeconds: networkTimeout / 1_000 }) })
    default:
      return strategy
  }
}
