import { route } from '../shell/route.ts'

/** What the list of tablets can be filtered and sorted by, as the API and the address of the page call it. */
const WORDS = [
  'environment',
  'group',
  'tag',
  'presence',
  'release',
  'desired',
  'behind',
  'stuck',
  'hands',
  'assignment',
  'deployment',
  'wave',
  'phase',
  'q',
  'sort',
] as const

export type FilterWord = (typeof WORDS)[number]

/** What a word is filtered by now; empty when by nothing. */
export function chosen(word: FilterWord): string {
  return route.value.query.get(word) ?? ''
}

/** Does the list leave any tablet out? */
export function isFiltered(): boolean {
  return WORDS.some((word) => word !== 'sort' && chosen(word) !== '')
}

/**
 * Where the API has the tablets that the page shows. Words it does not know are left out of the question.
 *
 * @example pathOf(new URLSearchParams('stuck=true&x=1')) // 'tablets?stuck=true'
 */
export function pathOf(query: URLSearchParams): string {
  const known = WORDS.flatMap((word) => {
    const value = query.get(word)
    return value ? [[word, value]] : []
  })
  return known.length === 0 ? 'tablets' : `tablets?${new URLSearchParams(known)}`
}

/** Where the API has the tablets in numbers: those of an environment, or all. */
export function summaryPath(environment = ''): string {
  return environment === '' ? 'tablets/summary' : `tablets/summary?${new URLSearchParams({ environment })}`
}

/** Nothing is filtered by, in every word there is. */
export const NOTHING: Record<string, string> = Object.fromEntries(WORDS.map((word) => [word, '']))
