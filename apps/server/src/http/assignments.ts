import { ASSIGNMENT_PHASES } from '@relevo/core/waves'
import { z } from 'zod'
import { PRESENCES } from '../fleet/tablets/presence.ts'
import { ASSIGNMENT, shownAssignment } from './assignment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, PAGE, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const ON_TABLET = ASSIGNMENT.extend({
  tablet: z.string(),
  release: z.string().optional().describe('What it reports now; absent when it was forgotten'),
  name: z.string().optional(),
  presence: z.enum(PRESENCES).optional(),
})

const ADOPTION = z.object({
  members: z.number().optional().describe('Tablets of its environment now'),
  points: z.array(z.object({ at: TIME, succeeded: z.number(), failed: z.number() })),
})

/** `GET /api/deployments/:id/…`: which tablets have it, and since when. */
export function assignmentRoutes(api: App, { fleet }: HttpParts): void {
  const { deployments } = fleet
  const params = z.object({ id: z.string() })

  api.get(
    '/deployments/:id/tablets',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'The tablets a deployment was offered to, by id',
        params,
        querystring: PAGE.extend({
          state: z.enum(ASSIGNMENT_PHASES).optional(),
          wave: z.coerce.number().int().min(1).optional(),
        }),
        response: { 200: list(ON_TABLET), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id }, query: { state, wave, limit, offset } }) => {
      const { assignments, count } = await deployments.assignments({
        deployment: id,
        limit,
        offset,
        ...(state && { phase: state }),
        ...(wave !== undefined && { wave }),
      })
      const data = assignments.map(({ tablet, assignment }) => {
        const known = fleet.tablets.get(tablet)
        return {
          tablet,
          ...shownAssignment(assignment),
          ...(known?.name !== undefined && { name: known.name }),
          ...(known?.release !== undefined && { release: known.release }),
          ...(known && { presence: known.presence }),
        }
      })
      return { success: true as const, data, count }
    },
  )

  api.get(
    '/deployments/:id/adoption',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'How many tablets came to its release, and on how many it failed, over time',
        params,
        response: { 200: one(ADOPTION), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id } }) => {
      const { members, points } = await deployments.adoption(id)
      const data = {
        ...(members !== undefined && { members }),
        points: points.map((point) => ({ ...point, at: iso(point.at) })),
      }
      return { success: true as const, data }
    },
  )
}
