/** Every page, by the word its address starts with; the overview's is empty. */
export type Page =
  | 'overview'
  | 'tablets'
  | 'tablet'
  | 'kiosks'
  | 'kiosk'
  | 'deployments'
  | 'deployment'
  | 'deploy'
  | 'releases'
  | 'release'
  | 'events'
  | 'alerts'
  | 'doctor'
  | 'access'
  | 'settings'

/** What is shown. */
export interface Route {
  page: Page
  /** Whose page it is: a tablet's id, a version; empty for lists. */
  id: string
  /** What a list is filtered by; a link to it shows the same. */
  query: URLSearchParams
}

const LISTS: readonly string[] = [
  'tablets',
  'kiosks',
  'deployments',
  'deploy',
  'releases',
  'events',
  'alerts',
  'doctor',
  'access',
  'settings',
]
const THINGS: readonly string[] = ['tablet', 'kiosk', 'deployment', 'release']

/**
 * What the part of the address after `#` asks for; it stays there while one signs in. What means nothing is the overview.
 *
 * @example routeOf('#tablet/lobby%201') // { page: 'tablet', id: 'lobby 1', query: … }
 * @example routeOf('#tablets?stuck=true').query.get('stuck') // 'true'
 */
export function routeOf(hash: string): Route {
  const [path = '', ...rest] = hash.replace(/^#/, '').split('?')
  const query = new URLSearchParams(rest.join('?'))
  const [page = '', ...parts] = path.split('/')
  const written = parts.join('/')
  if (THINGS.includes(page) && written !== '') return { page: page as Page, id: decoded(written), query }
  if (LISTS.includes(page) && written === '') return { page: page as Page, id: '', query }
  return { page: 'overview', id: '', query }
}

/** A link that was cut off in the middle of a character is an id that nobody knows. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/**
 * Where a person finds something. Empty words filter nothing and are left out.
 *
 * @example addressOf('tablet', 'lobby 1') // '#tablet/lobby%201'
 * @example addressOf('tablets', '', { stuck: 'true' }) // '#tablets?stuck=true'
 */
export function addressOf(page: Page, id = '', filter: Record<string, string> = {}): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, word]) => word !== ''))
  const path = page === 'overview' ? '' : page
  return `#${path}${id && `/${encodeURIComponent(id)}`}${query.size > 0 ? `?${query}` : ''}`
}
