import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { DIRECTIVE, iso, list, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { RULES, shownRules } from './rules-form.ts'

const ENVIRONMENT = z.object({
  name: z.string(),
  current: z.string().optional().describe('The release that was made current last'),
  deployment: z.string().optional().describe('The deployment that made it so'),
  desired: z
    .string()
    .optional()
    .describe('The release its tablets should run: `current`, or the one before while that is blocked'),
  blocked: z.boolean().describe('`current` is blocked'),
  force: z.boolean(),
  retry: z.string().optional(),
  changedAt: TIME.optional(),
  notes: z.string().optional(),
  directive: DIRECTIVE.optional(),
  rules: RULES.optional().describe('What it keeps to; absent when it is configured no more'),
})

/** `/api/environments`: what each fleet should run. */
export function environmentRoutes(api: App, { fleet }: HttpParts): void {
  api.get(
    '/environments',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Environments and their current releases',
        response: { 200: list(ENVIRONMENT), '4xx': ERROR_ANSWER },
      },
    },
    async () => {
      const data = fleet.environments().map(({ changedAt, rules, ...environment }) => ({
        ...environment,
        ...(changedAt !== undefined && { changedAt: iso(changedAt) }),
        ...(rules && { rules: shownRules(rules) }),
      }))
      return { success: true as const, data, count: data.length }
    },
  )
}
