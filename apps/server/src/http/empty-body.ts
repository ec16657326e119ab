import type { App } from './http-parts.ts'

/**
 * From now on an empty body that says it is JSON is no body at all. Many clients name the type of every POST; Fastify refuses
 * that, and is right to where a body is needed. So this is for a scope whose routes may be called without one; of one that may
 * not, its form refuses that.
 *
 * Broken JSON stays what it was: `invalid-json`.
 */
export function readEmptyAsNone(api: App): void {
  // As everywhere here: nothing spreads a body into an object.
  const readJson = api.getDefaultJsonParser('ignore', 'ignore')
  api.removeContentTypeParser('application/json')
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined)
    else readJson(request, body, done)
  })
}
