import { etagOf } from './conditional.ts'
import type { App } from './http-parts.ts'
import { NO_CACHE } from './send-file.ts'
import { sendText } from './send-text.ts'

/** `GET /api/openapi.json`: the description of the API, which is the same as long as the server runs. */
export function openapiRoute(api: App): void {
  let description: { text: string; etag: string } | undefined
  api.get('/openapi.json', { schema: { hide: true } }, async (request, reply) => {
    if (!description) {
      const text = JSON.stringify(api.swagger())
      description = { text, etag: etagOf(text) }
    }
    reply.header('cache-control', NO_CACHE)
    return sendText(request, reply, { ...description, type: 'application/json; charset=utf-8' })
  })
}
