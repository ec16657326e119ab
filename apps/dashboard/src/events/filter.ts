import { eventWords } from '../wording/events.ts'

/** What the log can be filtered by, as the API and the address of the page call it. */
const WORDS = ['type', 'environment', 'tablet', 'deployment', 'release', 'actor', 'since', 'until', 'q'] as const

export type EventFilterWord = (typeof WORDS)[number]

/** Which types belong together; each starts with one of these. */
const KINDS: Record<keyof typeof eventWords.groups, RegExp> = {
  tablet: /^(?:tablets?-(?!enrolled$)|assignment-|group-)|^patch-failed$/,
  deployment: /^(?:deployment|wave|brake|preview)-/,
  release: /^release-|^patch-withdrawn$/,
  alert: /^alert-/,
  directive: /^directive-/,
  access: /^(?:token|sign|signed|webhook|enrolment|credential|code)-|^tablet-enrolled$/,
}

const TYPES = Object.keys(eventWords.sentences)

/** Every type that this page knows how to say. */
export const EVENT_TYPES: readonly string[] = TYPES

/** Kinds of events with the types each stands for, as the API takes them. */
export const EVENT_KINDS = Object.entries(KINDS).map(([kind, pattern]) => ({
  text: eventWords.groups[kind as keyof typeof KINDS],
  value: TYPES.filter((type) => pattern.test(type)).join(),
}))

/**
 * The filter of an address as the API takes it; words it does not know are left out.
 *
 * @example filterOf(new URLSearchParams('tablet=a&x=1')) // 'tablet=a'
 */
export function filterOf(query: URLSearchParams): string {
  const known = WORDS.flatMap((word) => {
    const value = query.get(word)
    return value ? [[word, value]] : []
  })
  return new URLSearchParams(known).toString()
}

/** Nothing is filtered by. */
export const NO_EVENT_FILTER: Record<string, string> = Object.fromEntries(WORDS.map((word) => [word, '']))
