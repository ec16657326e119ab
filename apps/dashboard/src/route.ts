import { signal } from '@preact/signals'

/** What the page shows: everything, or one deployment. */
export type Route = { page: 'fleet' } | { page: 'deployment'; id: string }

/** The address of the list of deployments, on the page that shows everything. */
export const ALL = '#deployments'

/**
 * What the part of the address after `#` asks for; it stays there while one signs in. What means nothing shows everything.
 *
 * @example routeOf('#deployment/d1') // { page: 'deployment', id: 'd1' }
 */
function routeOf(hash: string): Route {
  const written = /^#deployment\/(.+)$/.exec(hash)?.[1]
  if (written === undefined) return { page: 'fleet' }
  try {
    return { page: 'deployment', id: decodeURIComponent(written) }
  } catch {
    return { page: 'deployment', id: written } // cut off in the middle of a character: an id that nobody knows
  }
}

/** What the page shows now. */
export const route = signal<Route>(routeOf(location.hash))

addEventListener('hashchange', () => {
  route.value = routeOf(location.hash)
})
