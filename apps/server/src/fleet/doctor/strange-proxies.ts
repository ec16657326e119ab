/** A proxy that passed check-ins on, and is not trusted to say for whom. */
export interface StrangeProxy {
  address: string
  /** Milliseconds since the epoch. */
  lastSeen: number
}

/** What was seen of proxies that nobody has named, since this server began. */
export interface StrangeProxies {
  /** A check-in says that it was passed on by whoever is at this address. */
  passedOn(address: string): void
  list(): StrangeProxy[]
}

/** As many are remembered: a house has one or two, and anybody can claim to be one. */
const MOST = 20

export function createStrangeProxies(now: () => number): StrangeProxies {
  const seen = new Map<string, number>()
  return {
    passedOn(address) {
      // The one that was quiet the longest comes first.
      seen.delete(address)
      seen.set(address, now())
      for (const oldest of seen.keys()) {
        if (seen.size <= MOST) break
        seen.delete(oldest)
      }
    },
    list: () => [...seen].map(([address, lastSeen]) => ({ address, lastSeen })),
  }
}
