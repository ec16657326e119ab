import { RelevoError } from '@relevo/core/errors'
import type { EnrolmentRequest } from '@relevo/core/protocol'
import { z } from 'zod'
import { allowPreflight } from './cross-origin.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import type { Limits } from './limits.ts'

const WITH_CODE = z.strictObject({
  tablet: TABLET_ID,
  code: z
    .string()
    .min(1)
    .max(64)
    .describe('Made by a person for it; capital letters, hyphens and spaces do not matter'),
})

const WITH_KEY = z.strictObject({ tablet: TABLET_ID, key: z.string().min(1).max(256).describe('The key of the site') })

/** `POST /api/enrol`: a tablet lets itself in. It is open to all, and answers each address and all together only so often. */
export function enrolRoute(api: App, { enrolment }: Pick<HttpParts, 'enrolment'>, limits: Limits): void {
  allowPreflight(api, '/enrol', { methods: 'POST', headers: 'content-type' })
  api.post(
    '/enrol',
    {
      config: { scope: 'open' },
      onRequest: async (request, reply) => {
        reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after')
        await limits.enrolment(request, reply)
        await limits.mayEnrol(request, reply)
      },
      schema: {
        summary: 'Enrol a tablet: a secret in exchange for a code or the site key',
        description:
          'The secret is said once. A tablet that had one before signs in with the new one from then on, and with no other. ' +
          'A site key lets in new tablets only, and those whose credential was revoked.',
        security: [],
        body: z.union([WITH_CODE, WITH_KEY]),
        response: { 200: one(z.object({ tablet: z.string(), secret: z.string() })), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      try {
        const data = await enrolment.enrol(request.body satisfies EnrolmentRequest, request.address)
        return { success: true as const, data }
      } catch (error) {
        if (error instanceof RelevoError && error.code === 'enrolment-refused')
          await limits.wrongEnrolment(request, reply)
        throw error
      }
    },
  )
}
