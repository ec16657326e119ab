import type { ServerResponse } from 'node:http'
import type { Caller } from '../../fleet/access/caller.ts'
import type { FleetEvent } from '../../fleet/event.ts'
import { type EventFilter, passes } from '../../fleet/events/event-filter.ts'
import type { Topic } from '../../fleet/live/bell.ts'
import type { Live } from '../../fleet/live/live.ts'
import { beatMessage, changedMessage, gapMessage, logMessage, opening } from './messages.ts'

/** A line of the log with its message, which is made once for all readers. */
interface Line {
  event: FleetEvent
  message: string
}

/** One who reads the stream. */
export interface Reader {
  caller: Caller
  lines(lines: readonly Line[]): void
  changed(topics: readonly Topic[]): void
  /** @returns false when it was cut: it has taken nothing since the last beat but one */
  beat(): boolean
  end(): void
}

/** What a reader asked for. */
export interface Wish {
  caller: Caller
  filter: EventFilter
  /** Begin after this line; absent = now. */
  after?: number
}

/**
 * Begin a stream. A reader that does not keep up is sent nothing more until it has taken what it was sent; then it goes on
 * where it was, or learns that there is a gap. So no more than `most` bytes, and one message, ever wait for it.
 */
export function openReader(
  response: ServerResponse,
  { caller, filter, after }: Wish,
  { live, most }: { live: Pick<Live, 'last' | 'since'>; most: number },
): Reader {
  const topics = new Set<Topic>()
  const isFiltered = Object.keys(filter).length > 0
  let seq = after ?? live.last()
  let isBehind = false
  let wasBehind = false

  const write = (text: string) => {
    if (text === '' || response.destroyed) return
    response.write(text)
    isBehind = response.writableLength > most
  }

  const catchUp = () => {
    const missed = live.since(seq)
    const last = live.last()
    if (missed === undefined) write(gapMessage(seq, last))
    else
      write(
        missed
          .filter((event) => passes(filter, event))
          .map(logMessage)
          .join(''),
      )
    seq = last
    if (topics.size > 0) write(changedMessage(topics))
    topics.clear()
  }

  response.on('drain', () => {
    if (!isBehind) return
    isBehind = false
    catchUp()
  })
  write(opening(seq))
  catchUp()

  return {
    caller,
    lines(lines) {
      if (isBehind) return
      const wanted = isFiltered ? lines.filter(({ event }) => passes(filter, event)) : lines
      write(wanted.map(({ message }) => message).join(''))
      seq = lines.at(-1)?.event.seq ?? seq
    },
    changed(changed) {
      if (!isBehind) return write(changedMessage(changed))
      for (const topic of changed) topics.add(topic)
    },
    beat() {
      if (isBehind && wasBehind) response.destroy()
      wasBehind = isBehind
      if (!isBehind) write(beatMessage(seq))
      return !response.destroyed
    },
    end: () => void response.end(),
  }
}
