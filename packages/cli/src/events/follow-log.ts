import { RelevoError } from '@relevo/core/errors'
import { parse } from '@relevo/core/protocol'
import type { Clock } from '../command.ts'
import { isPassing } from '../server/again.ts'
import { readRows } from '../server/read-fields.ts'
import type { ReleaseServer } from '../server/release-server.ts'
import { ServerRefused } from '../server/server-refused.ts'
import { type LogLine, readLogLine } from './read-event.ts'
import { messagesIn, type StreamMessage } from './stream-messages.ts'

/** Milliseconds before a stream that broke is asked for again; doubled for each further time, up to `longest`. */
const BACK_OFF = { first: 500, longest: 30_000 }
/** Lines of a gap that are asked for in one go. */
const PAGE = 1_000

/** What following takes. */
export interface Following {
  /** One that asks once: following is the patience. */
  server: ReleaseServer
  clock: Clock
  signal: AbortSignal
  /** Filters, as the API calls them. */
  query: URLSearchParams
  /** The line to begin after. */
  after: number
  onLine(line: LogLine): void
  /** Told once for each time that the server is silent, and once when it answers again. */
  onSilence(silent: boolean): void
}

/**
 * Hand out what is added to the log, each line once and in order, until the signal. A stream that breaks is asked for again
 * from where it was; what a server leaves out, because it was too much, is fetched from the list.
 *
 * @throws ServerRefused for a server that says no; RelevoError `internal` for one that does not speak as documented
 */
export async function followLog({
  server,
  clock,
  signal,
  query,
  onLine,
  onSilence,
  ...from
}: Following): Promise<void> {
  let { after } = from
  let failures = 0
  let silent = false

  const fill = async (upTo: number) => {
    for (let last = after; last < upTo; ) {
      const page = new URLSearchParams([
        ...query,
        ['after', `${last}`],
        ['before', `${upTo + 1}`],
        ['limit', `${PAGE}`],
      ])
      const lines = readRows((await server.get(`api/events?${page}`, { signal })).data, readLogLine)
      for (const line of lines) onLine(line)
      last = lines.length < PAGE ? upTo : (lines.at(-1)?.seq ?? upTo)
      after = last
    }
  }

  const take = async ({ event, id, data = '' }: StreamMessage) => {
    if (event === 'gap') await fill(Number(parse(data)?.upTo ?? after))
    if (event === 'log') onLine(readLogLine(parse(data)))
    if (id !== undefined) after = Number(id)
  }

  while (!signal.aborted) {
    let asked = 0
    try {
      const body = await server.stream(`api/events/stream?${query}`, { signal, lastEventId: `${after}` })
      for await (const message of messagesIn(body)) {
        if (silent) onSilence(false)
        silent = false
        failures = 0
        await take(message)
      }
    } catch (error) {
      if (signal.aborted) return
      if (!mayPass(error)) throw error
      asked = error instanceof ServerRefused ? 1000 * (error.retryAfter ?? 0) : 0
    }
    if (signal.aborted) return
    if (!silent) onSilence(true)
    silent = true
    await clock.pause(Math.max(asked, Math.min(BACK_OFF.longest, BACK_OFF.first * 2 ** failures)), signal)
    failures++
  }
}

/** `config-invalid` too: a proxy answers while the server restarts. It was a Relevo server when the list was asked for. */
function mayPass(error: unknown): boolean {
  return isPassing(error) || (error instanceof RelevoError && error.code === 'config-invalid')
}
