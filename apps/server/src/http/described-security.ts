import { jsonSchemaTransform } from '@fastify/type-provider-zod'
import { CSRF_HEADER } from './same-origin.ts'
import { SESSION_COOKIE } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type of what it answers; JSON without a word. */
    media?: string
  }
}

/** The two ways to prove who one is, as OpenAPI has them. */
export const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'A token; its scopes are those in the list of the call' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: `From POST /api/session. A call that changes something also needs the header ${CSRF_HEADER}`,
  },
} as const

const REFUSALS = {
  401: 'No token, or one that is unknown, expired or revoked; or the session has ended',
  403: 'The token lacks the scope, or the call with a cookie lacks the proof that the dashboard made it',
  429: 'Too many calls; Retry-After says when to call again',
}

/**
 * A route as OpenAPI describes it, with the scope it takes and how it refuses. The list beside a scheme names what the
 * caller must have (https://spec.openapis.org/oas/v3.1.0#security-requirement-object).
 */
export const describeRoute: typeof jsonSchemaTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input)
  const scope = input.route.config?.scope
  if (scope === undefined || schema.hide) return { schema, url }
  const { '4xx': refused, ...rest } = (schema.response ?? {}) as Record<string, object>
  const { media } = input.route.config ?? {}
  if (media !== undefined && rest[200]) rest[200] = inMedia(media, rest[200])
  const refusals = Object.entries(REFUSALS).filter(([status]) => scope !== 'open' || status !== '403')
  const response = {
    ...rest,
    ...Object.fromEntries(refusals.map(([status, description]) => [status, { ...refused, description }])),
    '4xx': refused,
  }
  const names = scope === 'by-environment' ? [] : [scope]
  const security = scope === 'open' ? [] : [{ token: names }, { session: names }]
  return { schema: { ...schema, response, security }, url }
}

/** The description of an answer that is no JSON (https://spec.openapis.org/oas/v3.1.0#response-object). */
function inMedia(media: string, schema: { description?: string }): object {
  return { description: schema.description ?? media, content: { [media]: { schema } } }
}
