import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Bus, BusMessage, HeardMessage } from '../../fleet/bus.ts'
import { createAnswers } from './answers.ts'
import { type Connection, type ConnectionSettings, openConnection } from './connection.ts'
import { createEchoes } from './echoes.ts'
import { type Line, type LineEvent, newLine, type Protocol, step, whyAway } from './line.ts'
import { createPassage } from './passage.ts'
import { createProofs, NOT_GIVEN_BACK } from './proofs.ts'
import { createRefusedTopics, type Refusal, Refused } from './refused-topics.ts'
import { createSubscriptions } from './subscriptions.ts'

/** How the site's broker is joined. */
export interface SiteBusSettings extends Omit<ConnectionSettings, 'clientId' | 'protocol'> {
  protocol: 'auto' | Protocol
  /** First levels of this server's topics. */
  prefix: string
  /** Does it hear what it says itself? A bridge must not. */
  hearsItself: boolean
}

/** How the line to the site's broker stands. */
export interface SiteBrokerState {
  line: Line
  /** What the broker did not let us read or write on this line, newest last. */
  refusals: readonly Refusal[]
}

/**
 * The site's broker as a bus. It comes and goes: a publish while it is away fails; a subscription is written down at once
 * and never fails, is asked for when it is there, and taken up again when it comes back.
 */
export interface SiteBus extends Bus {
  /** As `publish`, but it waits for its turn however many wait already; for callers that are few by themselves. */
  publishInTurn(message: BusMessage): Promise<void>
  /**
   * Be told when the broker is there, after it has told all that it keeps for us.
   *
   * @param told `isComplete` is false when it could not be made out whether that was all
   */
  onUp(told: (up: { isComplete: boolean }) => void): () => void
  state(): SiteBrokerState
  /**
   * Send a message to ourselves by way of the broker.
   *
   * @throws Error in plain words: why it is not there, or that it does not give the message back
   */
  prove(signal: AbortSignal): Promise<void>
  /** Say goodbye and stop; a second time does nothing. */
  close(): Promise<void>
}

/** Messages that may wait for their turn; more are refused, since what waits so long is stale. */
const MAY_WAIT = 1_000
/** Messages on their way at most, where the broker takes more. */
const ON_THEIR_WAY = 64
/** The broker has so long, ms, to answer to a subscription: what others had it send comes before. */
const ASKED = 30_000
/** Who subscribes waits so long, ms, for that; on a line on which it did not come, nobody waits again. */
const SOON = 1_000

/** Join the site's broker; resolves at once, whether it is there or not. */
export function createSiteBus(settings: SiteBusSettings, log: Logger): SiteBus {
  const clientId = `relevo-${randomUUID().slice(0, 8)}`
  // Nobody else writes there: what arrives on it, we have sent.
  const ownTopic = `${settings.prefix}/server/${clientId}`
  const { will } = settings
  const subscriptions = createSubscriptions()
  const ups = new Set<(up: { isComplete: boolean }) => void>()
  const answers = createAnswers()
  const proofs = createProofs(ownTopic)
  const passage = createPassage(MAY_WAIT)
  const echoes = createEchoes()
  const refusals = createRefusedTopics(log)
  let line = newLine(Date.now())
  let connection: Connection | undefined
  let isComplete: boolean | undefined // of the replay on this line; undefined = it is not over
  let isSlow = false // does it let us wait for answers to subscriptions on this line?
  let lastWord: string | undefined
  let timer: NodeJS.Timeout | undefined

  const take = (event: LineEvent) => {
    const before = line
    const { line: next, effects } = step(line, event, settings.protocol)
    line = next
    tell(before, next)
    for (const effect of effects) {
      if (effect.do === 'open') open(effect.protocol)
      if (effect.do === 'wake') wakeAt(effect.at)
      if (effect.do === 'close') clearTimeout(timer)
      if (effect.do === 'give-up') giveUp()
    }
  }
  const tell = (before: Line, now: Line) => {
    const reason = whyAway(now)
    if (now.phase === 'up' && before.phase !== 'up') log.info({ protocol: now.protocol }, 'The site’s broker is there')
    if (now.phase === 'waiting' && before.phase === 'up')
      log.warn({ reason }, 'The site’s broker is away, and is tried again')
    if (now.phase === 'waiting' && before.phase === 'connecting' && whyAway(before) !== reason)
      log.warn({ reason }, 'The site’s broker cannot be joined, and is tried again')
  }
  const wakeAt = (at: number) => {
    timer = setTimeout(() => take({ is: 'woken', at: Math.max(Date.now(), at) }), Math.max(0, at - Date.now()))
    timer.unref()
  }
  const giveUp = () => {
    isComplete = undefined
    echoes.clear()
    answers.giveUp(awayMessage())
  }
  const awayMessage = () => `the site's broker is not there: ${whyAway(line) ?? 'it is being joined'}`

  const open = (protocol: Protocol) => {
    const { protocol: _, prefix: __, hearsItself: ___, ...how } = settings
    const mine = openConnection(
      { ...how, protocol, clientId },
      {
        opened: (limits) => {
          refusals.clear()
          isSlow = false
          passage.widen(Math.min(limits.onTheirWay, ON_THEIR_WAY))
          take({ is: 'opened', at: Date.now() })
          settle(mine).catch((error: unknown) => log.error({ err: error }, 'Not all were told of the site’s broker'))
        },
        heard: (message, named) => connection === mine && hear(message, named),
        closed: (trouble) => {
          if (connection !== mine) return
          connection = undefined
          take({ is: 'closed', trouble, at: Date.now(), chance: Math.random() })
        },
      },
    )
    connection = mine
  }

  /** After a connection: subscribe to everything, hear what is kept, then tell who waits for it. */
  const settle = async (mine: Connection) => {
    await Promise.all([
      ask(mine, ownTopic, true),
      ...[will.topic, ...subscriptions.filters()].map((filter) => ask(mine, filter)),
    ])
    if (connection !== mine) return
    const isAll = await proofs.replayed(() => connection === mine, publishInTurn)
    if (connection !== mine) return
    isComplete = isAll
    if (!isComplete) refusals.add({ what: 'read', topic: ownTopic, reason: NOT_GIVEN_BACK })
    for (const told of [...ups]) told({ isComplete })
  }
  /** Does not throw: after a broken line everything is asked for again. */
  const ask = async (mine: Connection, filter: string, echo = settings.hearsItself) => {
    const refused = await answers.of(mine.subscribe(filter, { echo }), ASKED).catch((error: Error) => error.message)
    if (refused !== undefined && connection === mine) refusals.add({ what: 'read', topic: filter, reason: refused })
  }
  /** Who subscribes hears what is said from then on, but a broker that does not answer keeps nobody from starting. */
  const askSoon = async (mine: Connection, filter: string) => {
    const asked = ask(mine, filter)
    if (isSlow) return
    isSlow = await Promise.race([asked.then(() => isSlow), pause(SOON, true, { ref: false })])
  }

  const hear = (message: HeardMessage, named?: readonly string[]) => {
    const { topic, payload } = message
    if (topic === ownTopic) return proofs.heard(payload)
    if (!settings.hearsItself && echoes.isEcho(topic, payload, performance.now())) return
    if (topic === will.topic) correct(Buffer.from(payload).toString())
    subscriptions.tell(message, named)
  }
  /** The last will of a connection that we had before may come after we are back. */
  const correct = (said: string) => {
    if (said !== will.payload || lastWord === undefined || lastWord === will.payload) return
    publishInTurn({ ...will, payload: lastWord, qos: 1, retain: true }).catch((error: unknown) =>
      log.warn({ err: error }, 'The site’s broker believes that this server is away'),
    )
  }

  const isListenedTo = (topic: string) => topic === will.topic || subscriptions.isHeard(topic)
  const publish = (message: BusMessage): Promise<void> => passage.through(() => send(message))
  const publishInTurn = (message: BusMessage): Promise<void> => passage.through(() => send(message), true)
  const send = async (message: BusMessage): Promise<void> => {
    const { topic, payload } = message
    if (line.phase !== 'up' || !connection) throw new Error(awayMessage())
    if (topic === will.topic) lastWord = payload
    if (!settings.hearsItself && line.protocol === '3.1.1' && isListenedTo(topic))
      echoes.said(topic, payload, performance.now())
    const refused = await answers.of(connection.publish(message))
    if (refused === undefined) return
    refusals.add({ what: 'write', topic, reason: refused })
    throw new Refused(`the site's broker does not take ${topic}: ${refused}`)
  }

  take({ is: 'woken', at: Date.now() })
  return {
    publish,
    publishInTurn,
    async subscribe(filter, hear) {
      subscriptions.add(filter, hear)
      if (line.phase === 'up' && connection) await askSoon(connection, filter)
      return () => {
        if (subscriptions.remove(filter, hear)) connection?.unsubscribe(filter)
      }
    },
    onUp(told) {
      ups.add(told)
      if (isComplete !== undefined) told({ isComplete })
      return () => ups.delete(told)
    },
    state: () => ({ line, refusals: refusals.all() }),
    async prove(signal) {
      if (line.phase !== 'up') throw new Error(awayMessage())
      await proofs.roundTrip(signal, publish)
    },
    async close() {
      const mine = connection
      if (mine && line.phase === 'up' && lastWord !== undefined && lastWord !== will.payload)
        await send({ ...will, qos: 1, retain: true }).catch(() => undefined) // else its will says it
      connection = undefined
      take({ is: 'stopped', at: Date.now() })
      await mine?.end()
    },
  }
}
