import { z } from 'zod'
import { CREDENTIAL_KINDS, isCredentialName, type ListedCredential } from '../fleet/enrolment/credential.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, PAGE, TIME } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'

const KIND = z.enum(CREDENTIAL_KINDS)
const NAME = z.string().refine(isCredentialName, 'is not 1 to 64 of A-Z a-z 0-9 _ -')

const BODY = z.strictObject({
  kind: KIND.describe(
    '`tablet`: the web app on a screen; `kiosk`: the kiosk app on a device; `service`: another program',
  ),
  name: NAME.describe('Id of the tablet or the kiosk, or a name for the service'),
  replace: z
    .boolean()
    .default(false)
    .describe('Take the place of the one that is in force, which is good for nothing then'),
})

const CREDENTIAL = z.object({
  id: z.string(),
  kind: KIND,
  name: z.string(),
  user: z.string().describe('The user name it signs in with by MQTT'),
  state: z.enum(['active', 'revoked']),
  createdAt: TIME,
  createdBy: z.string().describe('A caller, `code <id>` or `site key`'),
  lastUsedAt: TIME.optional().describe('To the hour'),
  revokedAt: TIME.optional(),
})

const MADE = CREDENTIAL.extend({
  secret: z.string().describe('The password; it is shown once'),
  mqttPort: z.number().optional().describe('Where MQTT is spoken over TCP; absent when it is not'),
})

const QUERY = PAGE.extend({
  kind: KIND.optional(),
  name: NAME.optional(),
  state: z.enum(['active', 'revoked']).optional(),
})

/** `/api/credentials`: what tablets, kiosk apps and services sign in with. */
export function credentialRoutes(
  api: App,
  { enrolment }: Pick<HttpParts, 'enrolment'>,
  { mqttPort }: Pick<HttpSettings, 'mqttPort'>,
): void {
  const config = { scope: 'admin' } as const

  api.post(
    '/credentials',
    {
      config,
      schema: {
        summary: 'Make a credential; this answer is the only one that shows its secret',
        body: BODY,
        response: { 201: one(MADE), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const { secret, credential } = await enrolment.createCredential(request.body, callerOf(request))
      reply.code(201)
      const port = mqttPort()
      return {
        success: true as const,
        data: { ...shown(credential), secret, ...(port !== undefined && { mqttPort: port }) },
      }
    },
  )

  api.get(
    '/credentials',
    {
      config,
      schema: {
        summary: 'Credentials, latest first',
        querystring: QUERY,
        response: { 200: list(CREDENTIAL), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { limit, offset, ...wanted } = request.query
      const all = await enrolment.credentials()
      const found = all.filter(
        ({ kind, name, state }) =>
          (wanted.kind ?? kind) === kind && (wanted.name ?? name) === name && (wanted.state ?? state) === state,
      )
      const data = found.slice(offset, offset + limit).map(shown)
      return { success: true as const, data, count: found.length }
    },
  )

  api.delete(
    '/credentials/:id',
    {
      config,
      schema: {
        summary: 'Revoke a credential and cut the lines that are open with it, at once',
        params: z.object({ id: z.string().max(64) }),
        response: {
          200: one(CREDENTIAL.extend({ duplicate: z.boolean().describe('It was revoked before') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const { credential, duplicate } = await enrolment.revokeCredential(request.params.id, callerOf(request))
      return { success: true as const, data: { ...shown(credential), duplicate } }
    },
  )
}

function shown({ createdAt, lastUsedAt, revokedAt, ...same }: ListedCredential): z.output<typeof CREDENTIAL> {
  return {
    ...same,
    createdAt: iso(createdAt),
    ...(lastUsedAt !== undefined && { lastUsedAt: iso(lastUsedAt) }),
    ...(revokedAt !== undefined && { revokedAt: iso(revokedAt) }),
  }
}
