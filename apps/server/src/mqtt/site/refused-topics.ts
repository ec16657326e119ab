import type { Logger } from 'pino'

/** Something that the broker did not let us do. */
export interface Refusal {
  what: 'read' | 'write'
  /** A topic, or a filter. */
  topic: string
  /** In plain words. */
  reason: string
}

/** The broker does not take a message, and would not take it again. */
export class Refused extends Error {}

/** Refusals that are remembered. */
const MOST = 100

/** Remembers what was refused, each topic once, and logs it when it is new. */
export function createRefusedTopics(log: Logger) {
  const all = new Map<string, Refusal>()
  return {
    all: (): Refusal[] => [...all.values()],
    add(refusal: Refusal) {
      const key = `${refusal.what} ${refusal.topic}`
      if (all.has(key)) return
      if (all.size >= MOST) all.delete(all.keys().next().value ?? '')
      all.set(key, refusal)
      log.warn(refusal, 'The site’s broker refuses a topic')
    },
    clear: () => all.clear(),
  }
}
