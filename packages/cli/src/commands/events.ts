import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { FILTERS, queryOf } from '../events/filters.ts'
import { followLog } from '../events/follow-log.ts'
import { lineText } from '../events/line-text.ts'
import { type LogLine, readLogLine } from '../events/read-event.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

/** Lines that are shown when nobody says more. */
const USUAL = 50

export const events: Command = {
  name: 'events',
  args: [],
  summary: 'what happened, oldest first, and with --follow what happens',
  about: `The latest ${USUAL}, or --limit. With --follow it goes on until Ctrl-C, also when the server restarts meanwhile; with --json
too, it writes one object a line.`,
  options: {
    follow: { type: 'boolean', short: 'f', says: 'go on with what happens' },
    limit: { type: 'string', value: '<number>', says: `so many lines, 1 to 1000; default ${USUAL}` },
    ...FILTERS,
    ...CONNECTION_OPTIONS,
  },
  run: runEvents,
}

async function runEvents(call: Call): Promise<Answer> {
  const query = queryOf(call, Date.now())
  const limit = text(call, 'limit') ?? `${USUAL}`
  if (!/^\d+$/.test(limit)) throw new RelevoError('usage', `--limit ${JSON.stringify(limit)} is no number`)
  const isFollowing = flag(call, 'follow')
  if (isFollowing && query.has('until')) throw new RelevoError('usage', '--follow and --until do not go together')
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const latest = async (more: URLSearchParams) => readRows((await server.get(`api/events?${more}`)).data, readLogLine)
  if (isFollowing) return follow(call, server, query, limit, latest)
  const lines = await latest(new URLSearchParams([...query, ['limit', limit]]))
  return {
    data: { events: lines },
    text: lines.length === 0 ? 'There is no such event.' : lines.map(lineText).join('\n'),
  }
}

/** The end of the log first: what is added after it comes by the stream, what is before it from the list, nothing by both. */
async function follow(
  call: Call,
  server: ReleaseServer,
  query: URLSearchParams,
  limit: string,
  latest: (query: URLSearchParams) => Promise<LogLine[]>,
): Promise<Answer> {
  const { stdout, stderr, clock, json, interruptible } = call
  const onLine = (line: LogLine) => stdout.write(json ? `${JSON.stringify(line)}\n` : `${lineText(line)}\n`)
  const onSilence = (silent: boolean) =>
    stderr.write(silent ? '  (the server does not answer; waiting on)\n' : '  (the server answers again)\n')
  const [end] = await latest(new URLSearchParams({ limit: '1' }))
  const after = end?.seq ?? 0
  for (const line of await latest(new URLSearchParams([...query, ['before', `${after + 1}`], ['limit', limit]])))
    onLine(line)
  await interruptible((signal) => followLog({ server, clock, signal, query, after, onLine, onSilence }))
  return { data: {}, text: '', isTold: true }
}
