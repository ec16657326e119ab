import { RelevoError } from '@relevo/core/errors'
import { z } from 'zod'
import type { ListedTablet } from '../fleet/fleet.ts'
import { isOnline } from '../fleet/tablet.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, PAGE, TABLET_ID, TIME } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'

const TABLET = z.object({
  id: z.string(),
  environment: z.string(),
  release: z.string().describe('The release it reports'),
  releaseSince: TIME,
  desired: z.string().optional().describe('The release it should run'),
  phase: z.string().describe('What it is doing'),
  target: z.string().optional().describe('The release it is on its way to, or went back from'),
  progress: z.number().optional().describe('Share of the download, 0 to 100'),
  error: z
    .object({ code: z.string(), detail: z.string().optional(), target: z.string().optional(), at: TIME })
    .optional()
    .describe('Its last error; it stays after the tablet got over it'),
  stuck: z
    .object({ code: z.string().optional(), detail: z.string().optional(), target: z.string().optional(), since: TIME })
    .optional()
    .describe('Why `target` cannot come to it, or why its own release does not start, when there is no `target`'),
  withoutWorker: z.string().optional().describe('Why it has no worker that stores releases: its updates are reloads'),
  engine: z
    .object({ name: z.string(), version: z.number() })
    .optional()
    .describe('Its browser engine, from the User-Agent of its check-ins'),
  firstSeen: TIME,
  lastSeen: TIME,
  online: z.boolean(),
})

const QUERY = PAGE.extend({
  stuck: z.enum(['true', 'false']).optional().describe('Only those that are stuck, or that are not'),
})

/** `/api/tablets`: every tablet, as it reports itself. */
export function tabletRoutes(api: App, { fleet }: HttpParts, { poll }: Pick<HttpSettings, 'poll'>): void {
  api.get(
    '/tablets',
    {
      config: { scope: 'read' },
      schema: { summary: 'Tablets, by id', querystring: QUERY, response: { 200: list(TABLET), '4xx': ERROR_ANSWER } },
    },
    async ({ query: { limit, offset, stuck } }) => {
      const all = fleet.tablets()
      const tablets = stuck === undefined ? all : all.filter((tablet) => `${tablet.stuck !== undefined}` === stuck)
      const data = tablets.slice(offset, offset + limit).map((tablet) => shown(tablet, poll))
      return { success: true as const, data, count: tablets.length }
    },
  )

  api.get(
    '/tablets/:id',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'One tablet',
        params: z.object({ id: TABLET_ID }),
        response: { 200: one(TABLET), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id } }) => {
      const tablet = fleet.tablet(id)
      if (!tablet) throw new RelevoError('tablet-unknown', id)
      return { success: true as const, data: shown(tablet, poll) }
    },
  )
}

function shown(tablet: ListedTablet, poll: number) {
  const { rollback: _, error, stuck, releaseSince, firstSeen, lastSeen, ...same } = tablet
  return {
    ...same,
    releaseSince: iso(releaseSince),
    ...(error && { error: { ...error, at: iso(error.at) } }),
    ...(stuck && { stuck: { ...stuck, since: iso(stuck.since) } }),
    firstSeen: iso(firstSeen),
    lastSeen: iso(lastSeen),
    online: isOnline(tablet, poll, Date.now()),
  }
}
