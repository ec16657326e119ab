import type { HeardMessage } from '../../fleet/bus.ts'
import { createFilterIndex } from '../filter-index.ts'

type Ear = (message: HeardMessage) => void

/** Who hears what, whether the broker is there or not. */
export interface Subscriptions {
  add(filter: string, hear: Ear): void
  /** @returns was it the last of its filter? */
  remove(filter: string, hear: Ear): boolean
  filters(): string[]
  isHeard(topic: string): boolean
  /** @param named the filters that the broker has it come by; those that take in the topic where it names none */
  tell(message: HeardMessage, named?: readonly string[]): void
}

export function createSubscriptions(): Subscriptions {
  const ears = new Map<string, Set<Ear>>()
  const index = createFilterIndex<string>()
  return {
    add(filter, hear) {
      ears.set(filter, (ears.get(filter) ?? new Set()).add(hear))
      index.add(filter, filter)
    },
    remove(filter, hear) {
      const all = ears.get(filter)
      if (!all?.delete(hear) || all.size > 0) return false
      ears.delete(filter)
      index.remove(filter, filter)
      return true
    },
    filters: () => [...ears.keys()],
    isHeard: (topic) => index.match(topic).length > 0,
    tell(message, named = index.match(message.topic)) {
      for (const filter of named) for (const hear of [...(ears.get(filter) ?? [])]) hear(message)
    },
  }
}
