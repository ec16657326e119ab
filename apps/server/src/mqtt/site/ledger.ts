/** What is kept on a topic that crosses, and on which side it was said. An empty payload: it was taken back. */
interface Entry {
  side: 'here' | 'there'
  payload: Buffer
  /** The last line on which the site's broker was known to keep just that. */
  agreed: number | undefined
}

/**
 * What both brokers should keep. Either may lose its memory, or miss what happens on the other side; the side on which
 * something was said last is right about it.
 */
export interface Ledger {
  /** Something to be kept was said here. @returns is there anything new for the site's broker? */
  here(topic: string, payload: Uint8Array): boolean
  /** Something to be kept was said there, on that line. */
  there(topic: string, payload: Uint8Array, line: number): void
  /**
   * The site's broker tells what it keeps.
   *
   * @returns should it be brought in? Not when we know it, and not when something was said here since
   */
  kept(topic: string, payload: Uint8Array, line: number): boolean
  /** What the site's broker should keep of us, and may not. */
  owed(line: number): string[]
  /** What it kept once, and was not heard to keep on that line. */
  unsure(line: number): string[]
  /** The same, which is forgotten here with this: it does not keep that any more. */
  gone(line: number): string[]
  /** What is to be told to it on a topic of ours. */
  word(topic: string): Buffer | undefined
  /** It has taken this. */
  taken(topic: string, payload: Buffer, line: number): void
  /** Forget topics. @returns those that were said there */
  forget(isMeant: (topic: string) => boolean): string[]
}

/** @param most topics that are remembered; what comes beyond them is kept on its own side only */
export function createLedger(most: number): Ledger {
  const entries = new Map<string, Entry>()
  const put = (topic: string, entry: Entry): boolean => {
    if (!entries.has(topic) && entries.size >= most) return false
    entries.set(topic, entry)
    return true
  }
  const topicsOf = (isMeant: (entry: Entry) => boolean) =>
    [...entries].filter(([, entry]) => isMeant(entry)).map(([topic]) => topic)
  const unsure = (line: number) => topicsOf(({ side, agreed }) => side === 'there' && agreed !== line)
  return {
    here(topic, payload) {
      const known = entries.get(topic)
      const isSame = known?.side === 'here' && known.payload.equals(payload)
      const agreed = isSame ? known.agreed : undefined
      return put(topic, { side: 'here', payload: Buffer.from(payload), agreed })
    },
    there(topic, payload, line) {
      if (payload.length === 0) entries.delete(topic)
      else put(topic, { side: 'there', payload: Buffer.from(payload), agreed: line })
    },
    kept(topic, payload, line) {
      const known = entries.get(topic)
      const isSame = known?.payload.equals(payload) ?? false
      if (known && isSame) known.agreed = line
      if (known?.side === 'here' || isSame) return false
      return put(topic, { side: 'there', payload: Buffer.from(payload), agreed: line })
    },
    owed: (line) => topicsOf(({ side, agreed }) => side === 'here' && agreed !== line),
    unsure,
    gone(line) {
      const gone = unsure(line)
      for (const topic of gone) entries.delete(topic)
      return gone
    },
    word(topic) {
      const entry = entries.get(topic)
      return entry?.side === 'here' ? entry.payload : undefined
    },
    taken(topic, payload, line) {
      const entry = entries.get(topic)
      if (entry?.side !== 'here' || !entry.payload.equals(payload)) return
      if (payload.length === 0) entries.delete(topic)
      else entry.agreed = line
    },
    forget(isMeant) {
      const gone = [...entries].filter(([topic]) => isMeant(topic))
      for (const [topic] of gone) entries.delete(topic)
      return gone.filter(([, { side }]) => side === 'there').map(([topic]) => topic)
    },
  }
}
