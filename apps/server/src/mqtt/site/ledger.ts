import { createHash } from 'node:crypto'

/** What is kept on a topic that crosses, and on which side it was said. An empty payload: it was taken back. */
type Entry = {
  /** Tells one payload from another; that of the other side is never told again, and need not be held. */
  hash: string
  /** The last line on which the site's broker was known to keep just that. */
  agreed: number | undefined
} & ({ side: 'here'; payload: Buffer } | { side: 'there' })

/** How much a ledger holds at most; what comes beyond it is kept on its own side only. */
export interface LedgerLimits {
  topics: number
  /** Of topics and payloads. */
  bytes: number
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

export function createLedger(limits: LedgerLimits): Ledger {
  const entries = new Map<string, Entry>()
  let bytes = 0
  const drop = (topic: string) => {
    bytes -= sizeOf(topic, entries.get(topic))
    entries.delete(topic)
  }
  /** What is known of a topic is not true any more, so that it goes also when there is no room for what is. */
  const put = (topic: string, entry: Entry): boolean => {
    drop(topic)
    const size = sizeOf(topic, entry)
    if (entries.size >= limits.topics || bytes + size > limits.bytes) return false
    bytes += size
    entries.set(topic, entry)
    return true
  }
  const topicsOf = (isMeant: (entry: Entry) => boolean) =>
    [...entries].filter(([, entry]) => isMeant(entry)).map(([topic]) => topic)
  const unsure = (line: number) => topicsOf(({ side, agreed }) => side === 'there' && agreed !== line)
  return {
    here(topic, payload) {
      const known = entries.get(topic)
      const hash = hashOf(payload)
      const agreed = known?.side === 'here' && known.hash === hash ? known.agreed : undefined
      return put(topic, { side: 'here', payload: Buffer.from(payload), hash, agreed })
    },
    there(topic, payload, line) {
      if (payload.length === 0) drop(topic)
      else put(topic, { side: 'there', hash: hashOf(payload), agreed: line })
    },
    kept(topic, payload, line) {
      const known = entries.get(topic)
      const hash = hashOf(payload)
      const isSame = known?.hash === hash
      if (isSame) known.agreed = line
      if (known?.side === 'here' || isSame) return false
      return put(topic, { side: 'there', hash, agreed: line })
    },
    owed: (line) => topicsOf(({ side, agreed }) => side === 'here' && agreed !== line),
    unsure,
    gone(line) {
      const gone = unsure(line)
      for (const topic of gone) drop(topic)
      return gone
    },
    word(topic) {
      const entry = entries.get(topic)
      return entry?.side === 'here' ? entry.payload : undefined
    },
    taken(topic, payload, line) {
      const entry = entries.get(topic)
      if (entry?.side !== 'here' || !entry.payload.equals(payload)) return
      if (payload.length === 0) drop(topic)
      else entry.agreed = line
    },
    forget(isMeant) {
      const gone = [...entries].filter(([topic]) => isMeant(topic))
      for (const [topic] of gone) drop(topic)
      return gone.filter(([, { side }]) => side === 'there').map(([topic]) => topic)
    },
  }
}

/** Base64 of a SHA-256, bytes. */
const HASH = 44

function hashOf(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest('base64')
}

function sizeOf(topic: string, entry: Entry | undefined): number {
  if (entry === undefined) return 0
  return topic.length + HASH + (entry.side === 'here' ? entry.payload.length : 0)
}
