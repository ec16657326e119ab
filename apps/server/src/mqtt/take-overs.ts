/** So many take-overs of a client id within a minute are a fight, not a client that came back. */
const FIGHT = 4
const WITHIN = 60_000
/** Client ids that are watched at most. */
const MOST = 1_000

/** Connections that take each other’s place. */
export interface TakeOvers {
  /**
   * A connection took the place of another with the same client id.
   *
   * @param addresses of both, the one that left first
   * @returns all addresses of a fight, when it has become one
   */
  note(clientId: string, addresses: readonly string[], at: number): string[] | undefined
  isFoughtOver(clientId: string, at: number): boolean
}

/** Tells a client that comes back from two devices that throw each other out. */
export function watchTakeOvers(): TakeOvers {
  const seen = new Map<string, { times: number[]; addresses: Set<string> }>()
  const recent = (times: readonly number[], at: number) => times.filter((time) => at - time < WITHIN)
  const isFight = (times: readonly number[], at: number) => recent(times, at).length >= FIGHT
  return {
    note(clientId, addresses, at) {
      const before = seen.get(clientId)
      const times = [...recent(before?.times ?? [], at), at].slice(-FIGHT)
      const known = times.length > 1 ? (before?.addresses ?? []) : []
      const all = new Set([...known, ...addresses])
      seen.delete(clientId)
      seen.set(clientId, { times, addresses: all })
      const [oldest] = seen.keys()
      if (seen.size > MOST && oldest !== undefined) seen.delete(oldest)
      return isFight(times, at) ? [...all] : undefined
    },
    isFoughtOver: (clientId, at) => isFight(seen.get(clientId)?.times ?? [], at),
  }
}
