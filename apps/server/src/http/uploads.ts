import { RelevoError } from '@relevo/core/errors'
import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { one, SHA256 } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'

const ANSWER = z.object({ sha256: z.string(), created: z.boolean() })

/** `PUT /api/releases/files/:sha256`: the bytes of one file, streamed to disk. */
export function uploadRoute(api: App, { files }: HttpParts, { maxFile }: Pick<HttpSettings, 'maxFile'>): void {
  api.register(async (uploads: App) => {
    uploads.removeAllContentTypeParsers()
    // Nothing is read here: the handler streams.
    uploads.addContentTypeParser('application/octet-stream', (_request, _body, done) => done(null))
    uploads.put(
      '/releases/files/:sha256',
      {
        // A release of a thousand files is a thousand calls: what they may bring is limited by size.
        config: { scope: 'release', uncounted: true },
        schema: {
          summary: 'Upload one file of a release',
          consumes: ['application/octet-stream'],
          params: z.object({ sha256: SHA256 }),
          body: z.unknown().meta({ type: 'string', format: 'binary' }),
          response: { 200: one(ANSWER), 201: one(ANSWER), '4xx': ERROR_ANSWER },
        },
      },
      async ({ params: { sha256 }, raw, headers }, reply) => {
        if (Number(headers['content-length'] ?? 0) > maxFile) {
          throw new RelevoError('body-too-large', `more than ${maxFile} bytes`)
        }
        const created = await files.put(sha256, raw, maxFile)
        if (!created) raw.resume() // the sender is let to finish, so that it reads the answer
        reply.code(created ? 201 : 200)
        return { success: true as const, data: { sha256, created } }
      },
    )
  })
}
