import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { STANDINGS } from '../fleet/kiosks/kiosk.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list, one, PAGE, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { KIOSK, KIOSK_CHANGE, KIOSK_ID, LINK, NEW_KIOSK, shownKiosk, shownSighting, UNLINKED } from './kiosk-form.ts'

const PARAMS = z.object({ id: KIOSK_ID })
const ANSWER = { 200: one(KIOSK), '4xx': ERROR_ANSWER }

/** `/api/kiosks…`: the kiosk apps that tablets run in. Whoever may tell one what to do may run script in its page: `admin`. */
export function kioskRoutes(api: App, { kiosks }: Pick<HttpParts, 'kiosks'>): void {
  api.get(
    '/kiosks',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Kiosk apps, by id: those that are ours, and those that gave themselves away and wait to be taken in',
        querystring: PAGE.extend({
          standing: z.enum(STANDINGS).optional(),
          tablet: TABLET_ID.optional().describe('Linked to this tablet'),
        }),
        response: {
          200: list(KIOSK).extend({
            missed: z.number().describe('How many gave themselves away when there was no room to note them'),
          }),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async ({ query: { standing, tablet, ...page } }) => {
      const query = { ...(standing !== undefined && { standing }), ...(tablet !== undefined && { tablet }) }
      const data = kiosks.list({ ...query, ...page }).map(shownKiosk)
      return { success: true as const, data, count: kiosks.count(query), missed: kiosks.missed() }
    },
  )

  api.get(
    '/kiosks/unlinked',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Tablets whose browser is that of a kiosk app, and that no kiosk is linked to',
        response: { 200: list(UNLINKED), '4xx': ERROR_ANSWER },
      },
    },
    async () => {
      const data = kiosks.unlinked().map(shownSighting)
      return { success: true as const, data, count: data.length }
    },
  )

  api.get(
    '/kiosks/:id',
    {
      config: { scope: 'read' },
      schema: { summary: 'One kiosk app', params: PARAMS, response: ANSWER },
    },
    async (request) => ({ success: true as const, data: shownKiosk(kiosks.get(request.params.id)) }),
  )

  api.post(
    '/kiosks',
    {
      config: { scope: 'admin' },
      schema: { summary: 'Add a kiosk app', body: NEW_KIOSK, response: ANSWER },
    },
    async (request) => {
      const kiosk = await kiosks.add(request.body, actorOf(callerOf(request)))
      return { success: true as const, data: shownKiosk(kiosk) }
    },
  )

  api.patch(
    '/kiosks/:id',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Say something else of a kiosk app; null takes it back, and what is absent stays',
        description: 'Another `restUrl` takes the secret off, unless one comes with it.',
        params: PARAMS,
        body: KIOSK_CHANGE,
        response: ANSWER,
      },
    },
    async (request) => {
      const kiosk = await kiosks.change(request.params.id, request.body, actorOf(callerOf(request)))
      return { success: true as const, data: shownKiosk(kiosk) }
    },
  )

  api.post(
    '/kiosks/:id/accept',
    {
      config: { scope: 'admin' },
      schema: { summary: 'Take in a kiosk app that gave itself away', params: PARAMS, response: ANSWER },
    },
    async (request) => {
      const kiosk = await kiosks.accept(request.params.id, actorOf(callerOf(request)))
      return { success: true as const, data: shownKiosk(kiosk) }
    },
  )

  api.delete(
    '/kiosks/:id',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Forget a kiosk app; one that gave itself away is not offered again',
        params: PARAMS,
        response: {
          200: one(z.object({ id: z.string(), duplicate: z.boolean().describe('There was none') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const data = await kiosks.forget(request.params.id, actorOf(callerOf(request)))
      return { success: true as const, data }
    },
  )

  api.post(
    '/kiosks/:id/link',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Say which tablet runs in a kiosk app; nothing that is heard overrules it',
        params: PARAMS,
        body: LINK,
        response: ANSWER,
      },
    },
    async (request) => {
      const { id } = request.params
      const kiosk = await kiosks.link(id, request.body.tablet, actorOf(callerOf(request)))
      return { success: true as const, data: shownKiosk(kiosk) }
    },
  )

  api.delete(
    '/kiosks/:id/link',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'No tablet is said to run in it; what it shows may link it again',
        params: PARAMS,
        response: ANSWER,
      },
    },
    async (request) => {
      const kiosk = await kiosks.unlink(request.params.id, actorOf(callerOf(request)))
      return { success: true as const, data: shownKiosk(kiosk) }
    },
  )
}
