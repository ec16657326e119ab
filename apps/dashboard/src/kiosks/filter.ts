import { route } from '../shell/route.ts'

/** What the list of kiosks can be filtered by, as the API and the address of the page call it. */
const WORDS = ['q', 'app', 'only', 'standing', 'tablet'] as const

export type KioskWord = (typeof WORDS)[number]

/** What a word is filtered by now; empty when by nothing. */
export function chosen(word: KioskWord): string {
  return route.value.query.get(word) ?? ''
}

/** Does the list leave any kiosk out? */
export function isFiltered(): boolean {
  return WORDS.some((word) => chosen(word) !== '')
}

/**
 * Where the API has the kiosks that the page shows: ours, unless others are asked for.
 *
 * @example kiosksPath(new URLSearchParams('app=fully&x=1')) // 'kiosks?standing=known&app=fully'
 */
export function kiosksPath(query: URLSearchParams): string {
  const asked = new URLSearchParams({ standing: 'known' })
  for (const word of WORDS) {
    const value = query.get(word)
    if (value) asked.set(word, value)
  }
  return `kiosks?${asked}`
}

/** Nothing is filtered by, in every word there is. */
export const NOTHING: Record<string, string> = Object.fromEntries(WORDS.map((word) => [word, '']))
