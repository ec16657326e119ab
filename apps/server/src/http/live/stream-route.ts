import { z } from 'zod'
import { callerOf } from '../authorize.ts'
import { ERROR_ANSWER } from '../errors.ts'
import { EVENT_FILTER, eventFilterOf } from '../event-form.ts'
import type { App, HttpParts, HttpSettings } from '../http-parts.ts'
import { createStreams } from './streams.ts'

const SEQ = z.coerce.number().int().min(0)

const QUERY = EVENT_FILTER.extend({
  after: SEQ.optional().describe('Begin with what came after this `seq`; without it with what comes now'),
})

/** A browser that lost the stream asks with it for what it missed. */
const HEADERS = z.object({ 'last-event-id': SEQ.optional().describe('The same; it comes before `after`') })

const STREAM = z
  .string()
  .describe(
    '`event: log`, `id: <seq>`, `data: <event>` for each line of the log · `event: changed`, ' +
      '`data: {"topics":["tablets",…]}` at most once a second · `event: gap`, `data: {"after","upTo"}` in place of lines ' +
      'that were more than 200, or too old · a comment every 15 s',
  )

/** No proxy keeps it, or waits until there is more of it; and its connection ends with it, so that a stop waits for none. */
const HEAD = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  connection: 'close',
}

/** `GET /api/events/stream`: the log while it grows. */
export function streamRoute(
  api: App,
  { fleet, live, access, log }: HttpParts,
  { streams: limits }: Pick<HttpSettings, 'streams'>,
): void {
  const streams = createStreams({ live, access, log }, limits)
  api.get(
    '/events/stream',
    {
      exposeHeadRoute: false, // it would be an answer without an end
      config: { scope: 'read', media: 'text/event-stream' },
      schema: {
        summary: 'What happens, as Server-Sent Events',
        querystring: QUERY,
        headers: HEADERS,
        response: { 200: STREAM, 503: ERROR_ANSWER, '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const { after: asked, ...query } = request.query
      const after = request.headers['last-event-id'] ?? asked
      const filter = eventFilterOf(query, fleet)
      await live.look()
      streams.admit()
      const caller = callerOf(request)
      reply.hijack()
      request.raw.socket.setTimeout(0) // a silent fleet is no broken connection; who takes nothing is cut otherwise
      reply.raw.writeHead(200, HEAD)
      streams.open(reply.raw, { caller, filter, ...(after !== undefined && { after }) })
    },
  )
}
