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
  /** Those of the last day, the latest one last. */
  list(): StrangeProxy[]
}

/** As many are remembered: a house has one or two, and any tablet can claim to be one. */
const MOST = 20
/** What was so a day ago and is not any more has been put right. */
const FORGIVEN = 24 * 3_600_000

/** @param now milliseconds since the epoch */
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
    list: () =>
      [...seen]
        .map(([address, lastSeen]) => ({ address, lastSeen }))
        .filter(({ lastSeen }) => now() - lastSeen < FORGIVEN),
  }
}
