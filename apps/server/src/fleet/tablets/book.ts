/** What of a book is not on disk yet: rows to write, and ids of rows to remove. */
export interface Unwritten<T> {
  put: readonly T[]
  gone: readonly string[]
}

/** Rows of one kind in memory, by their id. It knows which of them changed since they were written last. */
export interface Book<T extends { id: string }> {
  get(id: string): T | undefined
  /** In no order. */
  all(): Iterable<T>
  /** Another number whenever an id came or went. */
  revision(): number
  put(row: T): void
  drop(id: string): void
  /** What it holds of this id is on disk: it need not be written again. */
  settle(id: string): void
  /** What is to be written; it counts as written from now on. */
  take(): Unwritten<T>
  /** What was taken could not be written: it is taken again, as it is then. */
  giveBack(batch: Unwritten<T>): void
}

/** A book of the rows that are on disk. */
export function createBook<T extends { id: string }>(written: readonly T[] = []): Book<T> {
  const rows = new Map(written.map((row) => [row.id, row]))
  let changed = new Set<string>()
  let revision = 0
  return {
    get: (id) => rows.get(id),
    all: () => rows.values(),
    revision: () => revision,
    put(row) {
      if (!rows.has(row.id)) revision++
      rows.set(row.id, row)
      changed.add(row.id)
    },
    drop(id) {
      if (!rows.delete(id)) return
      revision++
      changed.add(id)
    },
    settle: (id) => void changed.delete(id),
    take() {
      const put: T[] = []
      const gone: string[] = []
      for (const id of changed) {
        const row = rows.get(id)
        if (row) put.push(row)
        else gone.push(id)
      }
      changed = new Set()
      return { put, gone }
    },
    giveBack({ put, gone }) {
      for (const { id } of put) changed.add(id)
      for (const id of gone) changed.add(id)
    },
  }
}
