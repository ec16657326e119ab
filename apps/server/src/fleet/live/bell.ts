/** What can have changed, as the lists of the API are called. */
export type Topic = 'tablets' | 'deployments' | 'releases' | 'alerts' | 'environments' | 'groups' | 'kiosks' | 'ladders'

/** Rung by whoever wrote something, heard by whoever shows it. It carries no truth: that is in the store and the log. */
export interface Bell {
  /** Something was written: these lists have changed, and the log may have grown. */
  ring(topics: readonly Topic[]): void
  /** @returns stops the listening */
  listen(hear: (topics: readonly Topic[]) => void): () => void
}

/** A bell nobody listens to yet. */
export function createBell(): Bell {
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  return {
    ring(topics) {
      for (const hear of listeners) hear(topics)
    },
    listen(hear) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
  }
}
