/** A message to publish. */
export interface BusMessage {
  topic: string
  payload: string
  qos: 0 | 1
  /** Kept by the broker for those that subscribe later; an empty payload has it forget what it keeps. */
  retain: boolean
}

/** A message that somebody published, this server included. */
export interface HeardMessage {
  topic: string
  payload: Uint8Array
  /** It was kept by the broker, and is told because somebody has just subscribed. */
  retained: boolean
  /** The client id of who sent it, where the broker tells. */
  from?: string
}

/** MQTT as the house uses it, whichever broker carries it: the one in this process, or the site's. */
export interface Bus {
  /** @throws Error when the broker does not take it, or is not there */
  publish(message: BusMessage): Promise<void>
  /**
   * Hear what is published on topics that match, from now on; what the broker has kept for them comes first. What `hear`
   * throws is nobody's business but the caller's: it must not throw.
   *
   * @returns stops it
   */
  subscribe(filter: string, hear: (message: HeardMessage) => void): Promise<() => void>
  /**
   * Be told when the broker is there: now, when it is, and each time it comes back. Whatever it should keep is to be
   * published again then, since another one may have come back.
   *
   * @returns stops it
   */
  onUp(told: () => void): () => void
}
