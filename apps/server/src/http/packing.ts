import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { one, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const PATCH = z.object({
  from: z.string(),
  phase: z
    .enum(['waiting', 'made', 'pointless', 'failed'])
    .describe('`pointless`: it would be more than 60 % of what it saves, and tablets download whole files'),
  br: z.number().optional().describe('Its bytes as brotli'),
  gzip: z.number().optional().describe('Its bytes as gzip'),
  full: z.number().optional().describe('Bytes of the contents it makes, as brotli'),
  why: z.string().optional().describe('Why there is none'),
})

const PACKING = z.object({
  phase: z.enum(['waiting', 'packing', 'done']).describe('`waiting`: other releases are packed first'),
  done: z.number(),
  total: z.number().describe('Steps: contents to compress, patches to make, and the whole in one answer'),
  patches: z.array(PATCH).describe('The most wanted first'),
  files: z
    .object({
      count: z.number(),
      bytes: z.number(),
      br: z.number().describe('A file counts as it is where brotli is no smaller, or is not there yet'),
      gzip: z.number(),
    })
    .describe('The different contents of the release'),
  whole: z
    .object({ br: z.number() })
    .optional()
    .describe('All files in one answer, for tablets that have none; absent while it is not made'),
})

/** `GET /api/releases/:version/packing`: what of a release is made small, and how far that has come. */
export function packingRoute(api: App, { fleet }: HttpParts): void {
  api.get(
    '/releases/:version/packing',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'How far the packing of a release has come: patches, brotli and gzip',
        params: z.object({ version: VERSION }),
        response: { 200: one(PACKING), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { version } }) => ({ success: true as const, data: await fleet.packing.progress(version) }),
  )
}
