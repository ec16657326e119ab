import { z } from 'zod'
import type { ListedToken } from '../fleet/access/issuing.ts'
import { isScope, type Scope } from '../fleet/access/scope.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const SCOPE = z
  .custom<Scope>(isScope, 'is none of read, notify, release, admin, deploy:<environment|*>, approve:<environment|*>')
  .meta({
    type: 'string',
    description: '`read`, `notify`, `release`, `admin`, `deploy:<environment|*>` or `approve:…`',
  })

const NAME = /^[^\p{C}\s](?:[^\p{C}]{0,62}[^\p{C}\s])?$/u

const BODY = z.object({
  name: z
    .string()
    .refine((name) => NAME.test(name), 'is not 1 to 64 printable characters, with no space at either end')
    .describe('For people: who or what uses it'),
  scopes: z.array(SCOPE).min(1).max(50),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe('ISO 8601; without it, good until it is revoked'),
})

const TOKEN = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: TIME,
  createdBy: z.string(),
  expiresAt: TIME.optional(),
  lastUsedAt: TIME.optional().describe('To the minute'),
  revokedAt: TIME.optional(),
})

/** `/api/tokens`: make tokens, look at them, revoke them. */
export function tokenRoutes(api: App, { access }: Pick<HttpParts, 'access'>): void {
  const config = { scope: 'admin' } as const

  api.post(
    '/tokens',
    {
      config,
      schema: {
        summary: 'Make a token; this answer is the only one that shows it',
        body: BODY,
        response: { 201: one(TOKEN.extend({ token: z.string() })), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresAt } = request.body
      const until = expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }
      const { text, token } = await access.createToken({ name, scopes, ...until }, callerOf(request))
      reply.code(201)
      return { success: true as const, data: { ...shown(token), token: text } }
    },
  )

  api.get(
    '/tokens',
    { config, schema: { summary: 'Tokens, latest first', response: { 200: list(TOKEN), '4xx': ERROR_ANSWER } } },
    async () => {
      const tokens = await access.tokens()
      return { success: true as const, data: tokens.map(shown), count: tokens.length }
    },
  )

  api.delete(
    '/tokens/:id',
    {
      config,
      schema: {
        summary: 'Revoke a token and end its sessions, at once',
        params: z.object({ id: z.string().max(64) }),
        response: {
          200: one(TOKEN.extend({ duplicate: z.boolean().describe('It was revoked before') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const { token, duplicate } = await access.revokeToken(request.params.id, callerOf(request))
      return { success: true as const, data: { ...shown(token), duplicate } }
    },
  )
}

function shown({ scopes, createdAt, expiresAt, lastUsedAt, revokedAt, ...same }: ListedToken) {
  return {
    ...same,
    scopes: [...scopes],
    createdAt: iso(createdAt),
    ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    ...(lastUsedAt !== undefined && { lastUsedAt: iso(lastUsedAt) }),
    ...(revokedAt !== undefined && { revokedAt: iso(revokedAt) }),
  }
}
