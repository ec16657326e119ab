import type { AedesOptions, AuthenticateError, Client } from 'aedes'
import type { Connection } from '../fleet/mqtt/connections.ts'
import type { RefusalReason } from '../fleet/mqtt/refusals.ts'
import type { Admission } from './admission.ts'
import { QUOTA_EXCEEDED, RECEIVE_MAXIMUM_EXCEEDED, refuse } from './connack.ts'
import { guessLimit } from './guess-limit.ts'
import type { LastWords } from './last-words.ts'
import { type Line, lineTo } from './line.ts'
import type { RefusalBook } from './refusal-book.ts'
import type { SessionMemory } from './session-memory.ts'
import { watchTakeOvers } from './take-overs.ts'
import { isFilter } from './topic-filter.ts'
import { linger } from './unsent-limit.ts'

/** QoS 1 and 2 messages that a client may send before the first of them is answered; MQTT 5 clients are told. */
export const RECEIVE_MAXIMUM = 100

/** The questions a broker asks about access. */
export type Hooks = Required<Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe'>> &
  Pick<AedesOptions, 'authorizeForward'> & {
    /** Does this user sign in with what a person chose, so that it can be guessed? */
    isGuessable?(user: string): boolean
    /** Told before the questions where a client would leave its last will. */
    wills?(client: Client, topic: string): void
  }

/** Why somebody is not let in, with what the record of refusals says of it. */
export type NotLetIn = AuthenticateError & { refusal: RefusalReason }

/**
 * The questions about access, with those that a broker has to ask whoever may do what: may another one come in now, does
 * somebody else have this id, does the client keep to what it was told. Whatever is refused is written down.
 */
export function guard(
  hooks: Hooks,
  {
    letIn,
    lines,
    memory,
    words,
    holderOf,
    cut,
    book,
  }: {
    /** As `admission` says. */
    letIn: Admission['letIn']
    /** Where the line of each client is put. */
    lines: WeakMap<Client, Line>
    memory: SessionMemory
    words: LastWords
    /** Who is connected with this client id. */
    holderOf(clientId: string): { client: Client; connection: Connection } | undefined
    cut(client: Client, reason: RefusalReason, reasonCode: number, detail: string): void
    book: RefusalBook
  },
): Required<Omit<Hooks, 'wills' | 'isGuessable'> & Pick<AedesOptions, 'preConnect'>> {
  const { refused, known } = book
  const takeOvers = watchTakeOvers()
  const guesses = guessLimit()
  /** Clients that did not ask for a new session. */
  const resuming = new WeakSet<Client>()
  /** Clients whose place another one takes. */
  const takenOver = new WeakSet<Client>()

  const askToPublish: Hooks['authorizePublish'] = (client, packet, done) => {
    // A connection that is closed publishes its last will. While two fight over one id it would say nothing but that.
    if (client?.closed && takenOver.has(client) && takeOvers.isFoughtOver(client.id, Date.now())) {
      return done(known(new Error('fought over')))
    }
    const { messageId = 0 } = packet
    const isReleasable = client !== null && !client.closed && packet.qos === 2
    if (isReleasable && memory.arrive(client.id, messageId) > RECEIVE_MAXIMUM) {
      return cut(client, 'unfinished-qos-2', RECEIVE_MAXIMUM_EXCEEDED, `${RECEIVE_MAXIMUM} messages`)
    }
    // How long a will waits is between its client and the broker (MQTT 5, section 3.1.3.2.2).
    if (client?.closed && packet.properties) packet.properties = published(packet.properties)
    hooks.authorizePublish(client, packet, (error) => {
      if (error && client) refused(client, 'may-not-publish', packet.topic)
      if (error && isReleasable) memory.turnBack(client.id, messageId)
      done(known(error))
    })
  }

  return {
    preConnect(client, packet, done) {
      const refuseIt = () => {
        refused(client, 'server-busy', undefined, packet.clientId)
        linger(client.conn)
        refuse(client.conn, 'server-busy', packet.protocolVersion ?? 4)
        done(known(new Error('server busy')), false)
      }
      const begin = () => {
        lines.set(
          client,
          lineTo(client, () => cut(client, 'acknowledges-nothing', QUOTA_EXCEEDED, 'too many messages wait for it')),
        )
        if (packet.clean === false) resuming.add(client)
        if (packet.will) {
          words.left(client, packet.will)
          hooks.wills?.(client, packet.will.topic)
        }
        done(null, true)
      }
      letIn((isLetIn) => (isLetIn ? begin() : refuseIt()))
    },
    authenticate(client, username, password, done) {
      const from = book.fromOf(client.conn)?.address ?? 'unknown'
      // Secrets of ours cannot be guessed: behind a proxy that is not trusted all devices have one address, and must come in all the same.
      const isGuess = username !== undefined && username !== null && hooks.isGuessable?.(username) === true
      if (isGuess && !guesses.mayGuess(from, Date.now())) {
        refused(client, 'too-many-guesses', `user ${username}`)
        linger(client.conn)
        // The library has no word for it in its list.
        refuse(client.conn, 'server-busy', client.version)
        return client.close()
      }
      hooks.authenticate(client, username, password, (error, isLetIn) => {
        const before = holderOf(client.id)
        if (!error && isLetIn) words.enter(client)
        if (isGuess && !isLetIn) guesses.wrong(from, Date.now())
        if (error || !isLetIn) refused(client, (error as NotLetIn | null)?.refusal ?? 'login', error?.message)
        if (!error && isLetIn && before) {
          takenOver.add(before.client)
          const addresses = [before.connection, book.fromOf(client.conn)].map((one) => one?.address ?? 'unknown')
          const fight = takeOvers.note(client.id, addresses, Date.now())
          if (fight) refused(client, 'same-id-twice', fight.join(', '))
        }
        if (!error && isLetIn && resuming.has(client)) {
          resume(client, memory).then(
            () => done(null, true),
            (failed) => done(failed, false),
          )
        } else done(known(error), isLetIn)
      })
    },
    authorizePublish(client, packet, done) {
      const isWill = client !== null && words.isWill(client, packet)
      if (isWill) words.begin(client)
      const answer: typeof done = (error) => {
        if (error && isWill) words.withhold(client)
        done(error)
      }
      const wait = client === null ? undefined : words.waitOf(client)
      if (wait) void wait.then(() => askToPublish(client, packet, answer))
      else askToPublish(client, packet, answer)
    },
    authorizeSubscribe(client, subscription, done) {
      if (!isFilter(subscription.topic)) return done(new Error(`wildcards are not allowed in ${subscription.topic}`))
      hooks.authorizeSubscribe(client, subscription, (error, granted) => {
        if (error || !granted) refused(client, 'may-not-subscribe', subscription.topic)
        done(known(error), granted)
      })
    },
    authorizeForward(client, packet) {
      const allowed = hooks.authorizeForward ? hooks.authorizeForward(client, packet) : packet
      const line = lines.get(client)
      return allowed && line ? line.forward(allowed) : allowed
    },
  }
}

/**
 * A client of MQTT 5 that resumes a session, and lets it end with this connection, still gets what it missed (section
 * 3.1.2.11.2); the library takes such a session for one that keeps nothing.
 */
async function resume(client: Client, memory: SessionMemory): Promise<void> {
  const kept = await memory.subscriptionsOf(client.id)
  if (kept > 0) Object.assign(client, { clean: false })
}

/** What of a will goes to its readers. */
function published({ willDelayInterval: _, ...properties }: Record<string, unknown>) {
  return properties
}
