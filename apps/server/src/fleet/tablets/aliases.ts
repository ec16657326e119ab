import type { Alias } from './alias.ts'
import type { Book } from './book.ts'

/** Which names stand for which tablet. One step leads to it, so that names can never go round in a circle. */
export interface Aliases {
  get(id: string): Alias | undefined
  /** The name a tablet goes by; the same when it is no alias. */
  resolve(id: string): string
  /** The other names of a tablet, in alphabetical order. */
  of(tablet: string): string[]
  /** From now on a name stands for a tablet, and all that stood for that name do too. */
  lead(alias: Alias): void
  /** A name stands for nothing but itself again. */
  lift(id: string): void
}

/** The aliases of a book, with the way back from each tablet to its names. */
export function createAliases(book: Book<Alias>): Aliases {
  const names = new Map<string, Set<string>>()
  const note = ({ id, tablet }: Alias) => {
    const known = names.get(tablet) ?? new Set()
    names.set(tablet, known.add(id))
  }
  for (const alias of book.all()) note(alias)

  const lift = (id: string) => {
    const alias = book.get(id)
    if (!alias) return
    names.get(alias.tablet)?.delete(id)
    book.drop(id)
  }
  const put = (alias: Alias) => {
    lift(alias.id)
    book.put(alias)
    note(alias)
  }

  return {
    get: (id) => book.get(id),
    resolve: (id) => book.get(id)?.tablet ?? id,
    of: (tablet) => [...(names.get(tablet) ?? [])].sort(),
    lead(alias) {
      lift(alias.tablet)
      for (const id of names.get(alias.id) ?? []) {
        const older = book.get(id)
        if (older) put({ ...older, tablet: alias.tablet })
      }
      put(alias)
    },
    lift,
  }
}
