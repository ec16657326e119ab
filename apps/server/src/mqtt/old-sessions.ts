/** How often it looks, ms. */
const LOOK_EVERY = 60_000

/** Sessions that wait for their clients. */
export interface OldSessions {
  gone(clientId: string): void
  back(clientId: string): void
  stop(): void
}

/**
 * Ends sessions of MQTT 3.1 and 3.1.1, which have no expiry of their own: when their clients stay away too long, and the oldest
 * when they are too many.
 *
 * @param longest ms
 */
export function forgetOldSessions(
  forget: (clientId: string) => Promise<void>,
  { longest, most }: { longest: number; most: number },
): OldSessions {
  const left = new Map<string, number>()
  const end = (clientId: string) => {
    left.delete(clientId)
    void forget(clientId)
  }
  const looking = setInterval(() => {
    for (const [clientId, at] of left) if (Date.now() - at > longest) end(clientId)
  }, LOOK_EVERY)
  looking.unref()
  return {
    gone(clientId) {
      left.delete(clientId)
      left.set(clientId, Date.now())
      const [oldest] = left.keys()
      if (left.size > most && oldest !== undefined) end(oldest)
    },
    back: (clientId) => void left.delete(clientId),
    stop: () => clearInterval(looking),
  }
}
