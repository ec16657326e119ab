import { readManifest } from '@relevo/core/release'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { ReleaseSummary } from '../fleet/release.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list, NOTES, one, PAGE } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { MANIFEST, RELEASE, shownRelease } from './release-form.ts'

/** Largest body with a manifest, bytes: room for some 150,000 files. */
const MANIFEST_LIMIT = 32 * 1024 * 1024

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
  const withStanding = (release: ReleaseSummary) => shownRelease(release, fleet.standing(release.version))

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
}
