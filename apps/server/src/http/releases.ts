import { readManifest } from '@relevo/core/release'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { ReleaseSummary } from '../fleet/release.ts'
import type { Standing } from '../fleet/standing.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENGINES, iso, list, NOTES, one, PAGE, TIME, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

/** Largest body with a manifest, bytes: room for some 150,000 files. */
const MANIFEST_LIMIT = 32 * 1024 * 1024

const RELEASE = z.object({
  version: z.string(),
  notes: z.string().optional(),
  commit: z.string().optional(),
  bytes: z.number().describe('Bytes of all files together'),
  files: z.number().describe('Number of files'),
  publishedAt: TIME,
  engines: ENGINES.optional().describe('The oldest engines it runs in; a tablet with an older one stays where it is'),
  blockedAt: TIME.optional().describe('Since when no tablet may run it'),
})

const MANIFEST = z.unknown().meta({
  type: 'object',
  description: '`{ version, files: { <path>: { sha256, size, type } }, engines: { chrome, firefox, safari } }`',
})

const BODY = z.object({
  manifest: MANIFEST,
  notes: NOTES.optional(),
  commit: z.string().max(200).optional(),
})

const PUBLISHED = z.object({
  created: z.boolean(),
  missing: z.array(z.string()).optional().describe('Hashes of files to upload before calling again'),
  release: RELEASE.optional(),
})

/** `/api/releases`: publish a release, and look at those there are. */
export function releaseRoutes(api: App, { fleet }: HttpParts): void {
  const withStanding = (release: ReleaseSummary) => shown(release, fleet.standing(release.version))

  api.post(
    '/releases',
    {
      bodyLimit: MANIFEST_LIMIT,
      config: { scope: 'release' },
      schema: {
        summary: 'Publish a release, or learn which of its files are missing',
        body: BODY,
        response: { 200: one(PUBLISHED), 201: one(PUBLISHED), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const { manifest, notes, commit } = request.body
      const publication = {
        manifest: readManifest(manifest),
        ...(notes !== undefined && { notes }),
        ...(commit !== undefined && { commit }),
      }
      const published = await fleet.publishRelease(publication, actorOf(callerOf(request)))
      reply.code(published.created ? 201 : 200)
      const { created, ...rest } = published
      const missing = 'missing' in rest && { missing: rest.missing }
      const release = 'release' in rest && { release: withStanding(rest.release) }
      return { success: true as const, data: { created, ...missing, ...release } }
    },
  )

  api.get(
    '/releases',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Releases, latest first',
        querystring: PAGE,
        response: { 200: list(RELEASE), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query }) => {
      const { releases, count } = await fleet.releases(query)
      return { success: true as const, data: releases.map(withStanding), count }
    },
  )

  api.get(
    '/releases/:version',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'A release with its manifest',
        params: z.object({ version: VERSION }),
        response: { 200: one(RELEASE.extend({ manifest: MANIFEST })), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params }) => {
      const { manifest, ...release } = await fleet.release(params.version)
      return { success: true as const, data: { ...withStanding(release), manifest } }
    },
  )
}

function shown(release: ReleaseSummary, { blockedAt }: Standing) {
  return {
    ...release,
    publishedAt: iso(release.publishedAt),
    ...(blockedAt !== undefined && { blockedAt: iso(blockedAt) }),
  }
}
