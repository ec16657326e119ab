import type { KioskTopicBook } from '../fleet/kiosks/topics.ts'

/** A kiosk's topics, as the book has them. */
type Filter = ReturnType<KioskTopicBook['topics']>[number]

/**
 * Let the topics of kiosks cross to the other broker, whichever they are at the time.
 *
 * @param cross lets some cross; what it returns stops that
 * @param failed told what went wrong
 * @returns stops following
 */
export function crossKiosks(
  book: Pick<KioskTopicBook, 'topics' | 'onTopics'>,
  cross: (filters: readonly Filter[]) => Promise<() => void>,
  failed: (error: unknown) => void,
): () => void {
  const crossing = new Map<string, Promise<() => void>>()
  const follow = (topics: readonly Filter[]) => {
    const wanted = new Map(topics.map((one) => [`${one.way} ${one.filter}`, one]))
    for (const [key, one] of wanted) {
      if (crossing.has(key)) continue
      const begun = cross([one])
      crossing.set(key, begun)
      begun.catch((error: unknown) => {
        crossing.delete(key)
        failed(error)
      })
    }
    for (const [key, begun] of crossing) {
      if (wanted.has(key)) continue
      crossing.delete(key)
      begun.then((stop) => stop(), failed)
    }
  }
  follow(book.topics())
  return book.onTopics(follow)
}
