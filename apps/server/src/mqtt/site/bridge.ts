import { isUtf8 } from 'node:buffer'
import type { Logger } from 'pino'
import type { HeardMessage } from '../../fleet/bus.ts'
import type { EmbeddedBus, HeardHere } from '../embedded-bus.ts'
import { type Crossing, comesIn, goesOut, isCommandTopic } from './crossing.ts'
import { createCrossingRows } from './crossing-rows.ts'
import { createDebts } from './debts.ts'
import { createLedger } from './ledger.ts'
import { onceInAWhile } from './once-in-a-while.ts'
import { Refused } from './refused-topics.ts'
import type { SiteBus } from './site-bus.ts'

/** Largest message that crosses, bytes. */
const LARGEST = 64 * 1024
/** What is remembered of what is kept. */
const MOST_KEPT = { topics: 200_000, bytes: 128 * 1024 * 1024 }
/** What is wrong with a topic is logged again after so long, ms. */
const HOUR = 3_600_000
/** Topics that it is asked for by name at a time: no more than may be on their way to us, whatever the length of its queue. */
const ASKED_AT_ONCE = 20
/** It may take so long, ms, to answer. */
const PATIENCE = 5_000

/** Joins the embedded broker and the site's. */
export interface Bridge {
  /** Let these topics cross too. @returns stops it; @throws Error when not all of them can, and then none does */
  cross(rows: readonly Crossing[]): Promise<() => void>
}

/**
 * Join two brokers. A message that was brought in is marked as such and never goes back out; what goes out is not heard
 * again, which the line to the site's broker sees to. What is not kept and cannot cross now is lost, as it would be for
 * anybody who is not there; of what is kept the last word crosses when the line is back, so that nothing piles up.
 *
 * @param isForCommands topics that never come in, beside those that tell it by their name
 */
export function createBridge(
  here: EmbeddedBus,
  there: SiteBus,
  log: Logger,
  isForCommands: (topic: string) => boolean = () => false,
): Bridge {
  const rows = createCrossingRows()
  const isNews = onceInAWhile(HOUR)
  const ledger = createLedger(MOST_KEPT)
  let isFull = false

  /** The line that is up, by its beginning. */
  const lineUp = () => {
    const { line } = there.state()
    return line.phase === 'up' ? line.since : undefined
  }
  const isFit = ({ topic, payload }: HeardMessage) => {
    if (payload.length <= LARGEST && isUtf8(payload)) return true
    if (isNews(topic, performance.now()))
      log.warn({ topic, bytes: payload.length }, 'A message does not cross to the other broker: too large, or no text')
    return false
  }
  const remembered = (topic: string, isRemembered: boolean) => {
    if (!isRemembered && !isFull)
      log.warn({ topic }, 'Too much is kept on topics that cross: the rest stays on its own side')
    isFull = !isRemembered
    return isRemembered
  }

  const out = (row: Crossing, message: HeardHere) => {
    const { topic } = message
    if (message.isBrought || rows.rowOf(topic) !== row || !isFit(message)) return
    if (row.way === 'command') return command(message)
    if (!message.keep) return once({ topic, payload: textOf(message), qos: 1 })
    if (!remembered(topic, ledger.here(topic, message.payload))) return
    debts.owe([topic])
  }
  const command = ({ topic, from, retained, ...message }: HeardHere) => {
    // Only this server commands; and what somebody made the broker keep is no command.
    if (from === undefined && !retained) once({ topic, payload: textOf(message), qos: 0 })
  }
  const once = (message: { topic: string; payload: string; qos: 0 | 1 }) => {
    if (lineUp() === undefined) return
    there.publish({ ...message, retain: false }).catch((error: unknown) => {
      log.debug({ topic: message.topic, reason: String(error) }, 'A message was lost on its way to the site’s broker')
    })
  }

  /** Tell the site's broker what it should keep: of a topic the last word. */
  const pay = async (topic: string): Promise<boolean> => {
    const line = lineUp()
    const payload = ledger.word(topic)
    if (line === undefined || payload === undefined) return true
    try {
      await there.publishInTurn({ topic, payload: payload.toString(), qos: 1, retain: true })
      ledger.taken(topic, payload, line)
      return true
    } catch (error) {
      // A broker that refuses it would do so again; after a broken line all of it is looked through.
      return error instanceof Refused || lineUp() !== line
    }
  }
  const debts = createDebts(() => lineUp() !== undefined, pay)

  const bring = async (row: Crossing, message: HeardMessage) => {
    const { topic, payload } = message
    const line = lineUp()
    if (line === undefined || rows.rowOf(topic) !== row || isCommandTopic(topic) || isForCommands(topic)) return
    if (!isFit(message)) return
    if (row.kept && message.retained && !ledger.kept(topic, payload, line)) return
    if (row.kept && !message.retained) ledger.there(topic, payload, line)
    await here.bring({ topic, payload: textOf(message), qos: 1, retain: row.kept === true }, message.retained)
  }
  const brought = (row: Crossing) => (message: HeardMessage) => {
    bring(row, message).catch((error: unknown) =>
      log.error({ err: error, topic: message.topic }, 'A message of the site’s broker was lost'),
    )
  }
  const clear = (topics: readonly string[]) => {
    for (const topic of topics) {
      here.bring({ topic, payload: '', qos: 1, retain: true }, true).catch((error: unknown) => {
        log.error({ err: error, topic }, 'What is gone from the site’s broker is still kept here')
      })
    }
  }

  /**
   * Ask for what was not heard to be kept, each by its name: of a great many a broker leaves out those that find no place in
   * its queue (Mosquitto: `max_queued_messages`), and says nothing of it.
   */
  const look = async (line: number) => {
    const unsure = ledger.unsure(line)
    for (let at = 0; at < unsure.length && lineUp() === line; at += ASKED_AT_ONCE) {
      const some = unsure.slice(at, at + ASKED_AT_ONCE)
      const stops = await Promise.all(some.map((topic) => there.subscribe(topic, ifKept(topic))))
      await there.prove(AbortSignal.timeout(PATIENCE))
      for (const stop of stops) stop()
    }
    if (lineUp() === line) clear(ledger.gone(line))
  }
  const ifKept = (topic: string) => (message: HeardMessage) => {
    const row = rows.rowOf(topic)
    if (row && message.retained) brought(row)(message)
  }

  there.onUp(({ isComplete }) => {
    const line = lineUp()
    if (line === undefined) return
    debts.owe(ledger.owed(line))
    if (!isComplete) return
    look(line).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'What is gone from the site’s broker is kept here until it is joined again')
    })
  })

  return {
    async cross(more) {
      const added = more.map((row) => ({ ...row }))
      rows.add(added)
      const stops: (() => void)[] = []
      const stop = () => {
        rows.remove(added)
        for (const one of stops) one()
        clear(ledger.forget((topic) => rows.rowOf(topic) === undefined))
      }
      try {
        // First what is kept here: it decides what comes in.
        for (const row of added.filter(goesOut))
          stops.push(await here.subscribe(row.filter, (message) => out(row, message)))
        for (const row of added.filter(comesIn)) stops.push(await there.subscribe(row.filter, brought(row)))
      } catch (error) {
        stop()
        throw error
      }
      return stop
    },
  }
}

function textOf({ payload }: Pick<HeardMessage, 'payload'>): string {
  return Buffer.from(payload).toString()
}
