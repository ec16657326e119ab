import type { Book } from './book.ts'
import { blankCard, type Card } from './card.ts'

/** What people say of every tablet. */
export interface Cards {
  /** Of a tablet by the name it goes by; blank when nothing was ever said. */
  of(id: string): Card
  all(): Iterable<Card>
}

/** The cards of a book. */
export function readCards(book: Pick<Book<Card>, 'get' | 'all'>): Cards {
  return {
    of: (id) => book.get(id) ?? blankCard(id),
    all: () => book.all(),
  }
}
