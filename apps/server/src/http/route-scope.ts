import type { FastifyInstance } from 'fastify'
import type { Scope } from '../fleet/access/scope.ts'

/**
 * What a route takes of its caller: a scope; `by-environment` when that depends on the environment in the body or of the
 * thing that is meant, so that the handler says it with `requireScope`; `open` for nothing at all.
 */
type RouteScope = Extract<Scope, 'read' | 'notify' | 'release' | 'admin'> | 'by-environment' | 'open'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route takes of its caller. Every route below `/api` says it. */
    scope?: RouteScope
    /** Its calls are not counted: what it takes in is limited otherwise. */
    uncounted?: boolean
  }
}

/**
 * From now on a route without a scope cannot be added: the server does not start with a door nobody thought of.
 *
 * @throws Error, when such a route is added
 */
export function requireDeclaredScopes(api: Pick<FastifyInstance, 'addHook'>): void {
  api.addHook('onRoute', ({ method, url, config }) => {
    if (config?.scope === undefined) throw new Error(`${[method].flat().join(', ')} ${url} declares no scope`)
  })
}
