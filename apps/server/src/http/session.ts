import { z } from 'zod'
import type { Access } from '../fleet/access/access.ts'
import { actorOf, type Caller, scopesOf } from '../fleet/access/caller.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, one, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import type { Limits } from './limits.ts'
import { CSRF_HEADER, refuseForeign } from './same-origin.ts'
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie } from './session-cookie.ts'

const SESSION = z.object({
  actor: z.string().describe('Who calls, as events name it'),
  scopes: z.array(z.string()),
  csrf: z.string().optional().describe(`Goes into the header ${CSRF_HEADER} of calls that change something`),
  expiresAt: TIME.optional().describe('When the session ends if it is not used'),
})

/** `/api/session`: sign in with a token, who am I, sign out. */
export function sessionRoutes(api: App, { access }: Pick<HttpParts, 'access'>, limits: Limits): void {
  const response = { 200: one(SESSION), '4xx': ERROR_ANSWER }

  api.post(
    '/session',
    {
      config: { scope: 'open' },
      onRequest: async (request, reply) => {
        await limits.signIn(request, reply)
        refuseForeign(request)
      },
      schema: {
        summary: 'Sign in: a cookie for the dashboard in exchange for a token',
        body: z.object({ token: z.string().min(1).max(512) }),
        response,
      },
    },
    async (request, reply) => {
      const { id, caller } = await access.signIn(request.body.token, request.address)
      setSessionCookie(request, reply, id)
      return { success: true as const, data: shown(caller, access, id) }
    },
  )

  api.get(
    '/session',
    { config: { scope: 'read' }, schema: { summary: 'Who calls, and what they may do', response } },
    async (request) => {
      const data = shown(callerOf(request), access, request.cookies[SESSION_COOKIE])
      return { success: true as const, data }
    },
  )

  api.delete(
    '/session',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Sign out; a token stays good',
        response: { 200: one(z.object({ ended: z.boolean() })), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const ended = caller.kind === 'session'
      if (ended) await access.signOut(caller)
      clearSessionCookie(request, reply)
      return { success: true as const, data: { ended } }
    },
  )
}

function shown(caller: Caller, access: Access, id: string | undefined) {
  const session = caller.kind === 'session' && id !== undefined
  return {
    actor: actorOf(caller),
    scopes: [...scopesOf(caller)],
    ...(session && { csrf: access.proofOf(id), expiresAt: iso(caller.expiresAt) }),
  }
}
