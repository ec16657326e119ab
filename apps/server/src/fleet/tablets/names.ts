import type { Report } from '@relevo/core/protocol'
import type { Tracks } from '../assignments/tracks.ts'
import type { NewEvent } from '../event.ts'
import type { Registry } from '../registry.ts'
import { isOnline } from '../tablet.ts'
import type { Aliases } from './aliases.ts'
import type { Book } from './book.ts'
import { blankCard, type Card, unitedCards } from './card.ts'
import { united } from './united.ts'

/** By which names tablets go, and who of them speaks by which. */
export interface Names {
  /** A report under the name its tablet goes by; a claim in it (`was`) is taken in. */
  heard(report: Report, at: number, isOnLine: boolean): Report
  /**
   * The same for a page that has the secret of the id it claims to have borne.
   *
   * @returns `undefined`, with nothing taken in, while somebody else is there who has it too
   */
  renamed(report: Report & { was: string }, at: number): Report | undefined
  /** The tablet that gave a sign of life by this name. */
  seen(id: string, at: number): string
  /** The tablet whose line by this name broke; `undefined` when it speaks by another since. */
  left(id: string): string | undefined
  /** Make one tablet of two; `from` is another name of `into` then. The caller logs it. */
  unite(from: string, into: string, isClaim: boolean): void
  /** Nothing is known of a tablet any more. */
  forget(id: string): void
}

/**
 * The names over a registry, the cards and the aliases.
 *
 * A page says `was` when it goes by another id than last time. That is taken at its word at once, so that a tablet which was
 * given a name is not a new one. But anybody can say it, so nothing is lost by it: while another page holds an open line as
 * that tablet, the claim is not heard; and when the old id is heard again while the claimant is there, both are
 * what they were, each a tablet of its own. A claim with a secret counts against an open line too, which is the page's own
 * most likely, not closed yet; two that have one secret, since one was made a copy of, are told apart all the same.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function createNames(
  {
    registry,
    cards,
    aliases,
    tracks,
  }: { registry: Registry; cards: Book<Card>; aliases: Aliases; tracks: Pick<Tracks, 'rename' | 'forget'> },
  poll: number,
): Names {
  /** The name each tablet spoke by last, where that is an alias. */
  const speakers = new Map<string, string>()
  /** Names whose line is open, as far as is known. */
  const lines = new Set<string>()
  /** Names that somebody claimed in vain: while they are there, nobody is heard who claims them again. */
  const wary = new Set<string>()
  const speakerOf = (tablet: string) => speakers.get(tablet) ?? tablet

  const isThere = (tablet: string, at: number) => {
    const known = registry.get(tablet)
    return known !== undefined && isOnline(known, poll, at)
  }

  const unite = (from: string, into: string, isClaim: boolean) => {
    const [one, other] = [registry.get(into), registry.get(from)]
    const card = cards.get(from)
    const tablet = united(into, one, other)
    if (tablet) registry.put(tablet)
    if (other && tablet?.lastSeen === other.lastSeen) speak(into, speakerOf(from))
    if (card) cards.put(unitedCards(cards.get(into) ?? blankCard(into), card))
    const kept = isClaim && other && { kept: { tablet: other, card: card ?? blankCard(from) } }
    aliases.lead({ id: from, tablet: into, ...kept })
    for (const placed of tracks.rename(from, into)) registry.keep({ moved: { ...placed, before: undefined } })
    registry.drop(from)
    cards.drop(from)
    speakers.delete(from)
  }

  const speak = (tablet: string, id: string) => {
    if (id === tablet) speakers.delete(tablet)
    else speakers.set(tablet, id)
  }

  const claim = (id: string, was: string, at: number) => {
    const from = aliases.resolve(was)
    if (from === id || !registry.get(from)) return
    if ((lines.has(speakerOf(from)) || wary.has(from)) && isThere(from, at)) return
    take(id, from, at)
  }

  const take = (id: string, from: string, at: number) => {
    const known = aliases.resolve(id)
    const into = known === from ? id : known
    unite(from, into, true)
    registry.note(event('tablet-renamed', into, registry.get(into)?.environment, { from }, at))
  }

  /** Somebody speaks by a name that another page claimed to have given up, and that page is there too: they are two. */
  const part = (id: string, at: number) => {
    const alias = aliases.get(id)
    if (!alias?.kept || speakerOf(alias.tablet) === id || !isThere(alias.tablet, at)) return
    const { tablet, card } = alias.kept
    aliases.lift(id)
    wary.add(id)
    registry.put(tablet)
    cards.put(card)
    registry.note(event('tablet-parted', id, tablet.environment, { from: alias.tablet }, at))
  }

  const seen = (id: string, at: number) => {
    part(id, at)
    const tablet = aliases.resolve(id)
    speak(tablet, id)
    return tablet
  }

  return {
    heard({ was, ...report }, at, isOnLine) {
      const { tablet: id } = report
      if (isOnLine) lines.add(id)
      if (was !== undefined && was !== id) claim(id, was, at)
      return { ...report, tablet: seen(id, at) }
    },
    renamed({ was, ...report }, at) {
      const { tablet: id } = report
      const from = aliases.resolve(was)
      if (wary.has(from) && isThere(from, at)) return undefined
      if (from !== aliases.resolve(id)) take(id, from, at)
      return { ...report, tablet: seen(id, at) }
    },
    seen,
    left(id) {
      lines.delete(id)
      const tablet = aliases.resolve(id)
      return speakerOf(tablet) === id ? tablet : undefined
    },
    unite,
    forget(id) {
      for (const alias of aliases.of(id)) aliases.lift(alias)
      registry.drop(id)
      cards.drop(id)
      tracks.forget(id)
      speakers.delete(id)
    },
  }
}

function event(
  type: 'tablet-renamed' | 'tablet-parted',
  id: string,
  environment: string | undefined,
  data: NewEvent['data'],
  at: number,
): NewEvent {
  return { at, type, ...(environment !== undefined && { environment }), subject: { kind: 'tablet', id }, data }
}
