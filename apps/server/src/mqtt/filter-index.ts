/** What is filed under filters, found by a topic without a look at each. */
export interface FilterIndex<T> {
  add(filter: string, value: T): void
  /** Takes back one that was added; of another it knows nothing. */
  remove(filter: string, value: T): void
  /** Everything whose filter takes in this topic, in no order. */
  match(topic: string): T[]
}

interface Node<T> {
  values: Set<T>
  below: Map<string, Node<T>>
}

/**
 * Files by level (MQTT 5, section 4.7): a topic of n levels is looked for along its own levels, and along the `+` and `#` that
 * somebody has put beside them, however many filters there are.
 *
 * @example index.add('hall/+', 1); index.match('hall/lamp') // [1]
 */
export function createFilterIndex<T>(): FilterIndex<T> {
  const root = newNode<T>()
  return {
    add(filter, value) {
      let at = root
      for (const level of filter.split('/')) {
        const next = at.below.get(level) ?? newNode<T>()
        at.below.set(level, next)
        at = next
      }
      at.values.add(value)
    },
    remove(filter, value) {
      const path: [Node<T>, string][] = []
      let at: Node<T> | undefined = root
      for (const level of filter.split('/')) {
        path.push([at, level])
        at = at.below.get(level)
        if (!at) return
      }
      at.values.delete(value)
      for (const [above, level] of path.reverse()) {
        const node = above.below.get(level)
        if (node && node.values.size === 0 && node.below.size === 0) above.below.delete(level)
      }
    },
    match(topic) {
      const levels = topic.split('/')
      let reached = [root]
      const found: T[] = []
      for (const [i, level] of levels.entries()) {
        // No wildcard stands for a level that begins with `$` at the front.
        const isOpen = i > 0 || !level.startsWith('$')
        const next: Node<T>[] = []
        for (const { below } of reached) {
          if (isOpen) found.push(...(below.get('#')?.values ?? []))
          for (const node of [below.get(level), isOpen ? below.get('+') : undefined]) if (node) next.push(node)
        }
        reached = next
      }
      // `hall/#` takes in `hall` too.
      for (const { values, below } of reached) found.push(...values, ...(below.get('#')?.values ?? []))
      return found
    },
  }
}

function newNode<T>(): Node<T> {
  return { values: new Set(), below: new Map() }
}
