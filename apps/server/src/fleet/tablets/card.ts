import type { Version } from '@relevo/core/release'

/**
 * What people say of a tablet. What it reports of itself is a record of its own, so that no report ever takes this away.
 * There are cards of tablets that were never heard of: somebody imported them.
 */
export interface Card {
  /** Of the tablet. */
  id: string
  /** Where a tablet is expected that was never heard of; of all others their own address tells. */
  environment?: string
  /** For people, such as `Lobby, left of the lift`. */
  name?: string
  group?: string
  /** Each once, in alphabetical order. */
  tags: readonly string[]
  notes?: string
  /** The release it gets, whatever is current. */
  pin?: Version
}

/** Something else to say of a tablet; `null` takes it back, and what is absent stays. */
export type CardChange = { [K in keyof Omit<Card, 'id'>]?: Card[K] | null }

/** Most tags of a tablet. */
export const MOST_TAGS = 20
/** Most characters of notes. */
export const MOST_NOTES = 4_000

const LABEL = /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,62}[^\p{C}\p{Z}])?$/u
const TAG = /^[^\p{C}\p{Z},;]{1,64}$/u

/** Can this be the name of a tablet or of a group? 1 to 64 printable characters, with no space at either end. */
export function isLabel(value: unknown): value is string {
  return typeof value === 'string' && LABEL.test(value)
}

/** Can this be a tag? 1 to 64 printable characters without spaces, commas and semicolons, which part one from the next. */
export function isTag(value: unknown): value is string {
  return typeof value === 'string' && TAG.test(value)
}

/** A card on which nothing is said. */
export function blankCard(id: string): Card {
  return { id, tags: [] }
}

/** A card with something else on it; the very same when that is what it says. Pure. */
export function changedCard(before: Card, change: CardChange): Card {
  const { id } = before
  const said = (key: 'environment' | 'name' | 'group' | 'notes' | 'pin') => {
    const value = change[key] === undefined ? before[key] : change[key]
    return value === undefined || value === null || value === '' ? {} : { [key]: value }
  }
  const tags = change.tags === undefined ? before.tags : [...new Set(change.tags ?? [])].sort()
  const after: Card = {
    id,
    ...said('environment'),
    ...said('name'),
    ...said('group'),
    tags,
    ...said('notes'),
    ...said('pin'),
  }
  return Object.keys(differenceOf(before, after)).length === 0 ? before : after
}

/** As much of changed notes as is kept in the log, characters. */
const NOTES_LOGGED = 200

/** What a card says now that it did not say before, for the log; what was taken back is `''`. */
export function differenceOf(before: Card, after: Card): Record<string, string> {
  const texts = (card: Card) => ({
    environment: card.environment ?? '',
    name: card.name ?? '',
    group: card.group ?? '',
    tags: card.tags.join(' '),
    notes: card.notes ?? '',
    pin: card.pin ?? '',
  })
  const old: Record<string, string> = texts(before)
  const changed = Object.entries(texts(after)).filter(([key, text]) => text !== old[key])
  return Object.fromEntries(changed.map(([key, text]) => [key, text.slice(0, NOTES_LOGGED)]))
}

/** One card of two that turned out to be of one tablet: what `into` does not say, `from` does. */
export function unitedCards(into: Card, from: Card): Card {
  const tags = [...new Set([...into.tags, ...from.tags])].sort().slice(0, MOST_TAGS)
  return { ...from, ...into, tags }
}
