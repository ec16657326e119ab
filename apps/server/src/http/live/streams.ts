import type { ServerResponse } from 'node:http'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyBaseLogger } from 'fastify'
import type { Access } from '../../fleet/access/access.ts'
import type { Listener, Live } from '../../fleet/live/live.ts'
import { logMessage } from './messages.ts'
import { openReader, type Reader, type Wish } from './reader.ts'

/** How much there may be. */
export interface StreamLimits {
  /** Streams at once. */
  streams: number
  /** Bytes that wait for one reader. */
  waiting: number
}

/** What is usual: pages of a large house, and a few megabytes for all of them together when none of them reads. */
export const USUAL_STREAMS: StreamLimits = { streams: 500, waiting: 64 * 1024 }

/** Everybody who reads the stream. */
export interface Streams {
  /** @throws RelevoError `too-many-streams` */
  admit(): void
  /** Begin one on an answer whose head was sent. It ends with its reader, its token or session, or the server. */
  open(response: ServerResponse, wish: Wish): void
}

export function createStreams(
  { live, access, log }: { live: Live; access: Pick<Access, 'isStillGood'>; log: Pick<FastifyBaseLogger, 'warn'> },
  limits: StreamLimits,
): Streams {
  const readers = new Set<Reader>()

  const letGo = async () => {
    for (const reader of [...readers]) {
      try {
        if (!(await access.isStillGood(reader.caller))) reader.end()
      } catch (error) {
        log.warn({ err: error }, 'Whether a reader of the stream may go on cannot be told; it is looked at again')
      }
    }
  }

  const listener: Listener = {
    lines(events) {
      const lines = events.map((event) => ({ event, message: logMessage(event) }))
      for (const reader of readers) reader.lines(lines)
      if (events.some(({ type }) => type === 'token-revoked')) void letGo()
    },
    changed(topics) {
      for (const reader of readers) reader.changed(topics)
    },
    beat() {
      for (const reader of [...readers]) if (!reader.beat()) readers.delete(reader)
      void letGo()
    },
    end() {
      isOver = true
      for (const reader of readers) reader.end()
      readers.clear()
    },
  }
  let isOver = false
  live.listen(listener)

  return {
    admit() {
      if (readers.size >= limits.streams) throw new RelevoError('too-many-streams', `${readers.size} are open`)
    },
    open(response, wish) {
      const reader = openReader(response, wish, { live, most: limits.waiting })
      if (isOver) return reader.end()
      readers.add(reader)
      response.once('close', () => readers.delete(reader))
    },
  }
}
