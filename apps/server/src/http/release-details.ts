import { z } from 'zod'
import { DEPLOYMENT, shown as shownDeployment } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { MANIFEST, RELEASE, shownRelease } from './release-form.ts'

/** Deployments of a release that are shown with it. */
const ROLLOUTS = 20
/** Files that are named of what a release changes. */
const FILES = 500

const DETAILS = RELEASE.extend({
  manifest: MANIFEST,
  environments: z.array(z.string()).describe('Where it is current'),
  blocked: z.boolean().describe('No tablet may run it'),
  rollouts: z
    .array(DEPLOYMENT.omit({ rollbackAvailable: true }))
    .describe('Its last deployments, at most 20, latest first'),
})

const AMOUNT = z.object({ files: z.number(), bytes: z.number() })

const CHANGES = z.object({
  from: z.string().optional().describe('What it is compared with; absent where nothing came before it: all is added'),
  added: AMOUNT,
  changed: AMOUNT,
  removed: AMOUNT.describe('With the sizes they had'),
  unchanged: AMOUNT,
  download: z.number().describe('Bytes that a tablet with `from` has to fetch: contents it does not have'),
  files: z
    .array(
      z.object({
        path: z.string(),
        kind: z.enum(['added', 'changed', 'removed']),
        bytes: z.number(),
        was: z.number().optional().describe('The size that a changed one had'),
      }),
    )
    .describe('Those that are not the same, at most 500, the biggest first'),
})

/** `GET /api/releases/:version…`: all about one release, and what it changes. */
export function releaseDetailRoutes(api: App, { fleet }: HttpParts): void {
  const params = z.object({ version: VERSION })

  api.get(
    '/releases/:version',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'A release with its manifest, where it is current, and its deployments',
        params,
        response: { 200: one(DETAILS), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { version } }) => {
      const { manifest, ...release } = await fleet.release(version)
      const standing = fleet.standing(version)
      const { deployments } = await fleet.deployments.list({ version, limit: ROLLOUTS, offset: 0 })
      const environments = fleet.environments().filter(({ current }) => current === version)
      return {
        success: true as const,
        data: {
          ...shownRelease(release, standing),
          manifest,
          environments: environments.map(({ name }) => name),
          blocked: standing.blockedAt !== undefined,
          rollouts: deployments.map((deployment) => shownDeployment(deployment, undefined)),
        },
      }
    },
  )

  api.get(
    '/releases/:version/changes',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'What a release changes, file by file',
        params,
        querystring: z.strictObject({
          from: VERSION.optional().describe('Compared with this one; without it the one that was current before it'),
        }),
        response: { 200: one(CHANGES), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { version }, query: { from } }) => {
      const changes = await fleet.changesOf(version, from)
      return { success: true as const, data: { ...changes, files: changes.files.slice(0, FILES) } }
    },
  )
}
