/** What a page shows, as the stream calls it when it changes. */
export type Topic = 'tablets' | 'deployments' | 'releases' | 'alerts' | 'environments' | 'groups' | 'kiosks' | 'ladders'

/** Is told which topics changed, or `undefined` when anything may have. */
export type Listener = (topics: readonly string[] | undefined) => void

const listeners = new Set<Listener>()

/**
 * Hear which topics change.
 *
 * @returns stop
 */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tell everybody who listens; without topics, that anything may have changed. */
export function changed(topics?: readonly string[]): void {
  for (const listener of listeners) listener(topics)
}
