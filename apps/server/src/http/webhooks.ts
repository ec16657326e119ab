import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { REASONS } from '../fleet/webhooks/answer.ts'
import type { Receiver } from '../fleet/webhooks/receive.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one } from './forms.ts'
import { readDelivery } from './github/read-delivery.ts'
import { checkSignature, readSignature, SIGNATURE } from './github/signature.ts'
import type { App } from './http-parts.ts'
import type { Limits } from './limits.ts'
import { PLAIN_FORM, readOrder } from './plain-order.ts'

/** Largest body of a delivery, bytes. GitHub sends up to 25 MB; what starts a deployment is far below this. */
const BODY_LIMIT = 5 * 1024 * 1024
const FORM = 'application/x-www-form-urlencoded'

const ANSWER = z.object({
  delivery: z.string().describe('Name of the delivery; the same one again gets this answer again'),
  event: z.string().describe('Event of GitHub, or `plain`'),
  result: z.enum(['deploying', 'duplicate', 'ignored', 'pong']),
  deployment: z.string().optional().describe('Id of the deployment that was made, or was there already'),
  reason: z.enum(REASONS).optional().describe('Why it is ignored'),
  detail: z.string().optional().describe('The reason in words'),
})

const HEADERS = {
  delivery: z.string().regex(/^[\w-]{1,64}$/),
  event: z.string().regex(/^\w{1,64}$/),
}

/** What the route works with. */
export interface WebhookParts {
  receiver: Receiver
  /** Secrets GitHub may sign with: one, or two while it is being replaced. */
  secrets: readonly string[]
  /** Finds out who calls with the plain form, as `request.caller`, or throws. */
  admit(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** How often an address may be wrong. */
  limits: Pick<Limits, 'wrongSignature' | 'maySign'>
}

/** `POST /api/webhooks/deploy`: what GitHub, or another CI, says by itself. It has its own door: a signature, or a token. */
export function webhookRoutes(api: App, { receiver, secrets, admit, limits }: WebhookParts): void {
  api.register(async (hooks: App) => {
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser(
      ['application/json', FORM],
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => body,
    )
    hooks.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (isPlain(request)) return admit(request, reply)
      if (secrets.length === 0) throw new RelevoError('webhook-off')
      readSignature(request.headers[SIGNATURE])
      await limits.maySign(request, reply)
    })
    hooks.post(
      '/webhooks/deploy',
      {
        config: { scope: 'open' },
        bodyLimit: BODY_LIMIT,
        schema: {
          summary: 'Deploy what was pushed, built or released: GitHub’s webhook, or this form with a token',
          description: 'Signed by GitHub; or with a token of the scope `notify`, or `deploy:<environment>`.',
          consumes: ['application/json', FORM],
          body: z.unknown().meta(PLAIN_FORM),
          response: { 202: one(ANSWER), '4xx': ERROR_ANSWER },
        },
      },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        reply.code(202)
        if (isPlain(request)) {
          const order = readOrder(parse(body))
          requireScope(request, 'notify', `deploy:${order.environment}`)
          return { success: true as const, data: await receiver.order(order, actorOf(callerOf(request))) }
        }

        await checkSignature(body, request.headers[SIGNATURE], secrets).catch(async (error: unknown) => {
          await limits.wrongSignature(request, reply)
          request.log.warn({ from: request.address }, 'A delivery whose signature is wrong was refused')
          throw error
        })
        const event = header(request, 'event')
        const read = () => readDelivery(event, parse(body, request.headers['content-type']))
        const data = await receiver.receive({ delivery: header(request, 'delivery'), event, read })
        return { success: true as const, data }
      },
    )
  })
}

/** A token and no signature; with both, the signature counts. */
function isPlain({ headers }: FastifyRequest): boolean {
  return headers[SIGNATURE] === undefined && headers.authorization !== undefined
}

function header({ headers }: FastifyRequest, name: keyof typeof HEADERS): string {
  const { data } = HEADERS[name].safeParse(headers[`x-github-${name}`])
  if (data === undefined) throw new RelevoError('invalid-input', `x-github-${name}: the header is missing or not legal`)
  return data
}

/** A body as JSON, also from a form whose field `payload` holds it. */
function parse(body: Buffer, type = ''): unknown {
  const text = body.toString('utf8')
  const json = type.startsWith(FORM) ? new URLSearchParams(text).get('payload') : text
  try {
    return JSON.parse(json ?? '')
  } catch {
    throw new RelevoError('invalid-json')
  }
}
