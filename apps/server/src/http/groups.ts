import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { ListedGroup } from '../fleet/groups/groups.ts'
import { DAYS, isTimeOfDay, isTimeZone } from '../fleet/groups/maintenance-window.ts'
import { MOST_NOTES } from '../fleet/tablets/card.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list, one } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { LABEL } from './tablet-form.ts'

const TIME_OF_DAY = z.string().refine(isTimeOfDay, 'is no time of day such as 02:00')

const WINDOW = z
  .object({
    days: z.array(z.enum(DAYS)).min(1).max(7).describe('The days it opens on'),
    from: TIME_OF_DAY,
    to: TIME_OF_DAY.describe('At or before `from` it is a time of the next day; the same is a whole day'),
    timeZone: z
      .string()
      .refine(isTimeZone, 'is no time zone such as Europe/Madrid')
      .describe('An IANA name such as `Europe/Madrid`'),
  })
  .describe('Open while a clock on the wall there shows a time from `from` up to, not including, `to`')

const GROUP = z.object({
  name: z.string(),
  tablets: z.number().describe('Tablets that are in it'),
  window: WINDOW.optional().describe('When they may get a release; at any time without it'),
  notes: z.string().optional(),
})

const CHANGE = z.strictObject({ window: WINDOW.nullish(), notes: z.string().max(MOST_NOTES).nullish() })

const PARAMS = z.object({ name: LABEL })

/** `/api/groups`: the groups tablets are in, and what is set up of them. */
export function groupRoutes(api: App, { fleet: { groups } }: HttpParts): void {
  api.get(
    '/groups',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Groups, by name: those that tablets are in, and those that are set up',
        response: { 200: list(GROUP), '4xx': ERROR_ANSWER },
      },
    },
    async () => {
      const data = groups.all().map(shown)
      return { success: true as const, data, count: data.length }
    },
  )

  api.put(
    '/groups/:name',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Set up a group; null takes something back, and what is absent stays',
        params: PARAMS,
        body: CHANGE,
        response: { 200: one(GROUP), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { window, notes } = request.body
      const change = { ...(window !== undefined && { window }), ...(notes !== undefined && { notes }) }
      const group = await groups.change(request.params.name, change, actorOf(callerOf(request)))
      return { success: true as const, data: shown(group) }
    },
  )

  api.delete(
    '/groups/:name',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Nothing is set up of a group any more; its tablets stay in it',
        params: PARAMS,
        response: {
          200: one(z.object({ name: z.string(), duplicate: z.boolean().describe('Nothing was set up') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const data = await groups.remove(request.params.name, actorOf(callerOf(request)))
      return { success: true as const, data }
    },
  )
}

function shown({ window, ...same }: ListedGroup): z.output<typeof GROUP> {
  return { ...same, ...(window && { window: { ...window, days: [...window.days] } }) }
}
