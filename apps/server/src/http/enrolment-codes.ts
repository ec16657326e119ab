import { enrolmentUrl } from '@relevo/core/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ListedCode } from '../fleet/enrolment/code.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, TABLET_ID, TIME } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'

const BODY = z.strictObject({
  tablet: TABLET_ID.optional().describe('The only tablet it is for; any without it'),
  uses: z.int().min(1).max(10_000).default(1).describe('How many tablets it lets in'),
  lifetime: z.int().min(60).max(86_400).default(600).describe('Seconds it is good for, up to a day'),
})

const CODE = z.object({
  id: z.string(),
  tablet: z.string().optional(),
  uses: z.number(),
  used: z.number(),
  state: z.enum(['good', 'expired', 'used-up', 'withdrawn']),
  createdAt: TIME,
  createdBy: z.string(),
  expiresAt: TIME,
  withdrawnAt: TIME.optional(),
})

const MADE = CODE.extend({
  code: z.string().describe('To be typed or scanned; it is shown once'),
  launchUrl: z
    .string()
    .describe('Opened on a tablet, it enrols it: the code is in the fragment, which reaches no server'),
})

/** `/api/enrolment-codes`: what lets tablets in for a short time. */
export function enrolmentCodeRoutes(
  api: App,
  { enrolment }: Pick<HttpParts, 'enrolment'>,
  { base, publicUrl }: Pick<HttpSettings, 'base' | 'publicUrl'>,
): void {
  const config = { scope: 'admin' } as const
  const appUrl = ({ scheme, headers }: FastifyRequest) => (publicUrl ?? `${scheme}://${headers.host ?? ''}`) + base

  api.post(
    '/enrolment-codes',
    {
      config,
      schema: {
        summary: 'Make a code that lets tablets in; this answer is the only one that shows it',
        body: BODY,
        response: { 201: one(MADE), '4xx': ERROR_ANSWER },
      },
    },
    async (request, reply) => {
      const { tablet, uses, lifetime } = request.body
      const order = { ...(tablet !== undefined && { tablet }), uses, lifetime: lifetime * 1000 }
      const { text, code } = await enrolment.makeCode(order, callerOf(request))
      reply.code(201)
      const launchUrl = enrolmentUrl(appUrl(request), text, tablet)
      return { success: true as const, data: { ...shown(code), code: text, launchUrl } }
    },
  )

  api.get(
    '/enrolment-codes',
    { config, schema: { summary: 'Codes, latest first', response: { 200: list(CODE), '4xx': ERROR_ANSWER } } },
    async () => {
      const codes = await enrolment.codes()
      return { success: true as const, data: codes.map(shown), count: codes.length }
    },
  )

  api.delete(
    '/enrolment-codes/:id',
    {
      config,
      schema: {
        summary: 'Withdraw a code, at once; tablets that it let in stay',
        params: z.object({ id: z.string().max(64) }),
        response: {
          200: one(CODE.extend({ duplicate: z.boolean().describe('It was withdrawn before') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const { code, duplicate } = await enrolment.withdrawCode(request.params.id, callerOf(request))
      return { success: true as const, data: { ...shown(code), duplicate } }
    },
  )
}

function shown({ createdAt, expiresAt, withdrawnAt, ...same }: ListedCode): z.output<typeof CODE> {
  return {
    ...same,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    ...(withdrawnAt !== undefined && { withdrawnAt: iso(withdrawnAt) }),
  }
}
