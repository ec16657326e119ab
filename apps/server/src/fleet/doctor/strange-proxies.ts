/** A proxy that passed check-ins on, and is not trusted to say for whom. */
export interface StrangeProxy {
  address: string
  /** Milliseconds since the epoch. */
  lastSeen: number
}

/** What was seen of proxies that nobody has named, since this server began. */
export interface StrangeProxies {
  /** A check-in came, which whoever is at this address says to have passed on; absent = nobody who is not trusted does. */
  checkedIn(by: string | undefined): void
  /** Those of the last day, the latest one last; absent while no check-in came. */
  list(): StrangeProxy[] | undefined
}

/** As many are remembered: a house has one or two, and any tablet can claim to be one. */
const MOST = 20
/** What was so a day ago and is not any more has been put right. */
const FORGIVEN = 24 * 3_600_000

/** @param now milliseconds since the epoch */
export function createStrangeProxies(now: () => number): StrangeProxies {
  const seen = new Map<string, number>()
  let hasHeard = false
  return {
    checkedIn(address) {
      hasHeard = true
      if (address === undefined) return
      // The one that was quiet the longest comes first.
      seen.delete(address)
      seen.set(address, now())
      for (const oldest of seen.keys()) {
        if (seen.size <= MOST) break
        seen.delete(oldest)
      }
    },
    list() {
      if (!hasHeard) return undefined
      const all = [...seen].map(([address, lastSeen]) => ({ address, lastSeen }))
      return all.filter(({ lastSeen }) => now() - lastSeen < FORGIVEN)
    },
  }
}
