import type { Client } from 'aedes'

/** The last will of a client, as it came with its CONNECT. */
type Will = Readonly<{ topic: string; payload: unknown }>

/** After the end of a connection its will is waited for so long, ms: whatever goes wrong there, who comes next may speak. */
const PATIENCE = 5_000

/** The will of one connection, until it is said, or it is certain that it will not be. */
interface Word {
  will: Will
  isBegun: boolean
  said: Promise<void>
  over(): void
}

/**
 * Last wills on their way. The library lets a client in that takes the place of another while the will of that one is still
 * to be said: "offline" would come after the "online" of whoever is there, and be kept. A connection that is taken over is
 * closed first, which is when its will is said (MQTT 5, sections 3.1.4 and 3.1.2.5).
 */
export interface LastWords {
  /** A client wants to come in, and leaves this will. */
  left(client: Client, will: Will): void
  /** It comes in: it speaks after whoever had its id before. */
  enter(client: Client): void
  /** What a client has to wait for before it may speak; `undefined` when it is nothing. */
  waitOf(client: Client): Promise<void> | undefined
  /** Is this the will of that client? */
  isWill(client: Client, packet: Will): boolean
  /** It is about to be said. */
  begin(client: Client): void
  /** It will not be said. */
  withhold(client: Client): void
  /** A message of a client has gone to everybody. */
  published(client: Client, packet: Will): void
  /** A client has left; one that said goodbye, or whose will waits for longer, has nothing to say now. */
  gone(client: Client): void
}

export function lastWords(): LastWords {
  const words = new WeakMap<Client, Word>()
  /** The word that is still to come under each client id: that of the connection which came last with one. */
  const open = new Map<string, Word>()
  const waits = new WeakMap<Client, Promise<void>>()

  return {
    left(client, will) {
      const { promise: said, resolve } = Promise.withResolvers<void>()
      const word: Word = {
        will,
        isBegun: false,
        said,
        over() {
          if (open.get(client.id) === word) open.delete(client.id)
          resolve()
        },
      }
      words.set(client, word)
    },
    enter(client) {
      const before = open.get(client.id)
      if (before) {
        waits.set(client, before.said)
        void before.said.then(() => waits.delete(client))
      }
      const word = words.get(client)
      if (!word) return
      open.set(client.id, word)
      client.conn.once('close', () => {
        if (open.get(client.id) === word) setTimeout(word.over, PATIENCE).unref()
      })
    },
    waitOf: (client) => waits.get(client),
    isWill: (client, packet) => words.get(client)?.will === packet,
    begin(client) {
      const word = words.get(client)
      if (word) word.isBegun = true
    },
    withhold: (client) => words.get(client)?.over(),
    published(client, { payload }) {
      const word = words.get(client)
      // The library copies the message, and not what it says.
      if (word?.isBegun && word.will.payload === payload) word.over()
    },
    gone(client) {
      const word = words.get(client)
      if (word && !word.isBegun) word.over()
    },
  }
}
