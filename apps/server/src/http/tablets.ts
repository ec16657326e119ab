import { RelevoError } from '@relevo/core/errors'
import { PHASES } from '@relevo/core/protocol'
import { ASSIGNMENT_PHASES } from '@relevo/core/waves'
import { z } from 'zod'
import { PRESENCES } from '../fleet/tablets/presence.ts'
import { TABLET_ORDERS } from '../fleet/tablets/tablet-query.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, list, one, PAGE, TABLET_ID, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { LABEL, shown, TABLET, TAG } from './tablet-form.ts'

const YES_OR_NO = z.enum(['true', 'false']).transform((value) => value === 'true')
const QUERY = PAGE.extend({
  environment: ENVIRONMENT.optional(),
  group: LABEL.optional(),
  tag: TAG.optional(),
  presence: z.enum(PRESENCES).optional(),
  release: VERSION.optional().describe('The release they report'),
  desired: VERSION.optional().describe('The release they should run'),
  phase: z.enum(PHASES).optional(),
  stuck: YES_OR_NO.optional().describe('Only those that are stuck, or that are not'),
  behind: YES_OR_NO.optional().describe('Only those that report another release than they should run, or that do not'),
  deployment: z
    .string()
    .max(64)
    .optional()
    .describe('Those it has taken in; while it is the latest, or what is current'),
  wave: z.coerce.number().int().min(1).optional().describe('Those that this wave of it has taken in'),
  assignment: z.enum(ASSIGNMENT_PHASES).optional().describe('Those on which it has come so far'),
  q: z.string().max(200).optional().describe('A text in the id, the name or the notes'),
  sort: z
    .enum(TABLET_ORDERS)
    .default('id')
    .describe('`name`: those without one last; `seen`: heard last first; `since`: changed its release last first'),
})

const COUNT = z.number()

const SUMMARY = z.object({
  count: COUNT,
  presence: z.object({ online: COUNT, offline: COUNT, stale: COUNT, neverSeen: COUNT }),
  stuck: COUNT,
  behind: COUNT.describe('They report another release than they should run'),
  releases: z
    .array(z.object({ release: z.string(), count: COUNT }))
    .describe('What they report, the most frequent first, as in every list here'),
  groups: z.array(z.object({ group: z.string(), count: COUNT })),
  tags: z.array(z.object({ tag: z.string(), count: COUNT })),
  reasons: z
    .array(z.object({ code: z.string(), count: COUNT }))
    .describe('Why they are stuck; `unknown` where a tablet did not say'),
})

/** `/api/tablets`: every tablet, as it reports itself, and what people say of it. */
export function tabletRoutes(api: App, { fleet: { tablets }, ladders }: HttpParts): void {
  const config = { scope: 'read' } as const

  api.get(
    '/tablets',
    {
      config,
      schema: { summary: 'Tablets, by id', querystring: QUERY, response: { 200: list(TABLET), '4xx': ERROR_ANSWER } },
    },
    async ({ query }) => {
      const { tablets: found, count } = tablets.list(present(query))
      return { success: true as const, data: found.map((tablet) => shown(tablet, ladders.of(tablet.id))), count }
    },
  )

  api.get(
    '/tablets/summary',
    {
      config,
      schema: {
        summary: 'All tablets in numbers, or those of an environment',
        querystring: z.object({ environment: ENVIRONMENT.optional() }),
        response: { 200: one(SUMMARY), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { environment } }) => ({ success: true as const, data: tablets.summary(environment) }),
  )

  api.get(
    '/tablets/:id',
    {
      config,
      schema: {
        summary: 'One tablet, by any of its names',
        params: z.object({ id: TABLET_ID }),
        response: { 200: one(TABLET), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id } }) => {
      const tablet = tablets.get(id)
      if (!tablet) throw new RelevoError('tablet-unknown', id)
      return { success: true as const, data: shown(tablet, ladders.of(tablet.id)) }
    },
  )
}

/** A query without what was not asked. */
function present<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never
}
