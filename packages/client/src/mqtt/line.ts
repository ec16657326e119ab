/** The versions of MQTT that are spoken. */
export type Protocol = '3.1.1' | '5'

/** Where a line leads, and how this end introduces itself. */
export interface Way {
  /** `ws://` or `wss://`. */
  url: string
  protocol: Protocol
  clientId: string
  username?: string | undefined
  password?: string | undefined
  /** What is heard: topic filters, at QoS 1. */
  filters: readonly string[]
  /** Where reports are kept for others to read: retained, at QoS 1. */
  topic: string
  /** The last will there: what the broker says once this end is gone. */
  will: string
}

/** Who hears what comes of a line. */
interface Ear {
  onMessage(text: string): void
  /** The broker does not know who this is, or not any more; once until it does again. */
  onRefused(): void
}

/** A connection to a broker that comes back by itself for ever. */
export interface Line {
  /** Keep this as the newest report; said now, or once the line is up, and again whenever it is up anew. */
  report(text: string): void
  /** Leave without a goodbye, so that the broker says the last will. */
  end(): void
}

/**
 * Open a line. The two there are, one of our own and one over MQTT.js, pass the same tests.
 *
 * @throws when nothing can ever be reached by this way, such as by an address that is none
 */
export type OpenLine = (way: Way, ear: Ear) => Line

/** CONNACK codes of a broker that does not let this tablet in, in MQTT 3.1.1 (section 3.2.2.3) and in 5 (3.2.2.2). */
export const REFUSALS: readonly unknown[] = [4, 5, 134, 135]
