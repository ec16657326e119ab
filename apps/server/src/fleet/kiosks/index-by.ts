/** Ids by something they have in common. */
export interface Index {
  add(key: string, id: string): void
  remove(key: string, id: string): void
  of(key: string): ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

export function createIndex(): Index {
  const sets = new Map<string, Set<string>>()
  return {
    add: (key, id) => void sets.set(key, (sets.get(key) ?? new Set()).add(id)),
    remove(key, id) {
      const there = sets.get(key)
      there?.delete(id)
      if (there?.size === 0) sets.delete(key)
    },
    of: (key) => sets.get(key) ?? NONE,
  }
}
