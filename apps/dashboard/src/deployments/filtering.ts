import { route } from '../shell/route.ts'

/** What the list of deployments can be filtered by, as the API and the address of the page call it. */
const WORDS = ['environment', 'status', 'strategy', 'version'] as const

type FilterWord = (typeof WORDS)[number]

/** What a word is filtered by now; empty when by nothing. */
export function chosen(word: FilterWord): string {
  return route.value.query.get(word) ?? ''
}

/** Does the list leave any deployment out? */
export function isFiltered(): boolean {
  return WORDS.some((word) => chosen(word) !== '')
}

/** Where the API has the deployments that the page shows. */
export function deploymentsPath(): string {
  const query = new URLSearchParams(WORDS.map((word) => [word, chosen(word)]).filter(([, value]) => value !== ''))
  return query.size === 0 ? 'deployments' : `deployments?${query}`
}
