import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, scopesOf } from '../fleet/access/caller.ts'
import { allows, type Scope } from '../fleet/access/scope.ts'
import { authenticate } from './authenticate.ts'
import type { App, HttpParts } from './http-parts.ts'
import type { Limits } from './limits.ts'
import { requireDeclaredScopes } from './route-scope.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; `null` on routes that are open. */
    caller: Caller | null
    /** The handler of a `by-environment` route has said what it takes. */
    scopeRequired: boolean
  }
}

/**
 * From now on every route lets in only who may: who calls is known, and what a route takes by itself is checked, before a
 * body is read.
 *
 * @throws RelevoError, per request, `unauthorized`, `too-many-requests`, `csrf-refused`, `forbidden`
 */
export function guard(api: App, parts: Pick<HttpParts, 'access'>, limits: Limits): void {
  requireDeclaredScopes(api)
  api.decorateRequest('caller', null)
  api.decorateRequest('scopeRequired', false)
  api.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { scope, uncounted } = request.routeOptions.config
    if (scope === 'open') return
    request.caller = await authenticate(request, reply, parts.access, limits)
    if (!uncounted) await limits.call(request, reply)
    if (scope !== undefined && scope !== 'by-environment') requireScope(request, scope)
  })
  api.addHook('preSerialization', async ({ routeOptions, scopeRequired }) => {
    // A mistake of ours, which the first test of such a route meets.
    if (routeOptions.config.scope === 'by-environment' && !scopeRequired) {
      throw new Error(`${routeOptions.method} ${routeOptions.url} never said which scope it takes`)
    }
  })
}

/**
 * Let only a caller go on who has one of these scopes.
 *
 * @throws RelevoError `forbidden`, whose detail names them; `unauthorized` on an open route
 * @example requireScope(request, 'notify', `deploy:${body.environment}`)
 */
export function requireScope(request: FastifyRequest, ...anyOf: [Scope, ...Scope[]]): void {
  const scopes = scopesOf(callerOf(request))
  request.scopeRequired = true
  if (anyOf.some((wanted) => allows(scopes, wanted))) return
  throw new RelevoError('forbidden', `this takes the scope ${anyOf.join(' or ')}`)
}

/**
 * Who calls.
 *
 * @throws RelevoError `unauthorized` on an open route
 */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new RelevoError('unauthorized')
  return caller
}
