import { signal } from '@preact/signals'
import { addressOf, type Page, type Route, routeOf } from './route-of.ts'

export { addressOf, type Page, type Route }

/** What the page shows now. */
export const route = signal<Route>(routeOf(location.hash))

/** Has somebody gone from one page to another since the window was opened? Then the focus goes along. */
export const navigation = { happened: false }

function follow(): void {
  const next = routeOf(location.hash)
  if (next.page !== route.peek().page || next.id !== route.peek().id) navigation.happened = true
  route.value = next
}

addEventListener('hashchange', follow)

/**
 * Filter the list that is shown by other words. Its address changes along; a step back leaves the page, and does not undo
 * a filter letter by letter.
 */
export function filterBy(words: Record<string, string>): void {
  const { page, query } = route.peek()
  const address = addressOf(page, '', { ...Object.fromEntries(query), ...words })
  history.replaceState(null, '', address)
  follow()
}
