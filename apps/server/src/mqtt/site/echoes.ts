/** An echo that has not come so long, ms, does not come any more: the broker took the message for nothing. */
const PATIENCE = 10_000
/** Echoes that are waited for at most. */
const MOST = 1_000

/** What this server wrote to a broker that gives it back, as MQTT 3.1.1 does. */
export interface Echoes {
  /** It has written this. @param at ms of any clock that is not set back */
  said(topic: string, payload: string, at: number): void
  /** Is what it hears its own word? Each is heard once. */
  isEcho(topic: string, payload: Uint8Array, at: number): boolean
  /** The connection is a new one, on which nothing old comes back. */
  clear(): void
}

/**
 * Knows one's own words when they come back: on a topic they do so in the order in which they were said. One that does not
 * come is not waited for, so that the same word of somebody else is not taken for it.
 */
export function createEchoes(): Echoes {
  const waited = new Map<string, { payload: Buffer; until: number }[]>()
  let count = 0
  const forget = (at: number) => {
    for (const [topic, words] of waited) {
      const alive = words.filter(({ until }) => until > at)
      count -= words.length - alive.length
      if (alive.length > 0) waited.set(topic, alive)
      else waited.delete(topic)
    }
  }
  return {
    said(topic, payload, at) {
      if (count >= MOST) forget(at)
      if (count >= MOST) return
      const words = waited.get(topic) ?? []
      words.push({ payload: Buffer.from(payload), until: at + PATIENCE })
      waited.set(topic, words)
      count++
    },
    isEcho(topic, payload, at) {
      const words = waited.get(topic) ?? []
      const found = words.findIndex((word) => word.until > at && word.payload.equals(payload))
      if (found < 0) return false
      // Those before it were lost.
      words.splice(0, found + 1)
      count -= found + 1
      if (words.length === 0) waited.delete(topic)
      return true
    },
    clear() {
      waited.clear()
      count = 0
    },
  }
}
