import type { App } from './http-parts.ts'

/** How long a browser may remember that it may ask, seconds. */
const DAY = 86_400

/**
 * Let pages of other origins ask here, with these headers: a tablet may run an app that is hosted elsewhere. What lets it in is
 * its secret, which no other page has; no cookie counts here.
 */
export function allowPreflight(
  app: App,
  url: string,
  { methods, headers }: { methods: string; headers: string },
): void {
  const answer = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': methods,
    'access-control-allow-headers': headers,
    'access-control-max-age': DAY,
  }
  app.options(url, { schema: { hide: true }, config: { scope: 'open', quiet: true } }, async (_request, reply) => {
    return reply.code(204).headers(answer).send()
  })
}
