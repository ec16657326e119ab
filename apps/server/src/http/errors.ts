import { type ErrorCode, RelevoError, SENTENCES } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

/** Codes a caller is told, and their HTTP status. Every other code is our own trouble: 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'invalid-json': 400,
  'invalid-input': 400,
  'manifest-invalid': 400,
  'import-invalid': 400,
  'plan-invalid': 400,
  unauthorized: 401,
  'signature-invalid': 401,
  forbidden: 403,
  'csrf-refused': 403,
  'enrolment-refused': 403,
  'webhook-off': 403,
  'not-found': 404,
  'release-unknown': 404,
  'tablet-unknown': 404,
  'environment-unknown': 404,
  'deployment-unknown': 404,
  'token-unknown': 404,
  'credential-unknown': 404,
  'code-unknown': 404,
  'sink-unknown': 404,
  'notice-unknown': 404,
  'alert-unknown': 404,
  'kiosk-unknown': 404,
  'method-not-allowed': 405,
  'release-differs': 409,
  'release-blocked': 409,
  'deployment-running': 409,
  'deployment-not-possible': 409,
  'notice-not-dead': 409,
  'alert-resolved': 409,
  'credential-exists': 409,
  'ladder-not-needed': 409,
  'ladder-off': 409,
  'kiosk-taken': 409,
  'kiosk-cannot': 409,
  'body-too-large': 413,
  'unsupported-type': 415,
  'upload-corrupt': 422,
  'too-many-requests': 429,
  'kiosk-unreachable': 502,
  'too-many-streams': 503,
  'server-busy': 503,
  'server-full': 507,
}

/** What Fastify refuses by itself, in our words. */
const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
}

/** The form of every answer that is an error. */
export const ERROR_ANSWER = z.object({
  success: z.literal(false),
  error: z.object({ code: z.string(), message: z.string(), do: z.string(), detail: z.string().optional() }),
})

interface FastifyFault {
  code?: string
  statusCode?: number
  message?: string
  validation?: { instancePath?: string; message?: string }[]
  validationContext?: string
}

/** Answer an error in the one form errors have; what is our own fault is logged and not shown. */
export function answerErrors(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = tell(error)
  const status = STATUS[told.code]
  if (status === undefined && reply.raw.destroyed) {
    request.log.debug({ err: error }, 'The caller hung up') // in the middle of an upload, say: no fault of ours
    return answer(reply, 500, 'internal', undefined)
  }
  if (status === undefined) {
    request.log.error({ err: error }, 'A request failed')
    return answer(reply, 500, 'internal', `request ${request.id}`)
  }
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  // Whoever is still sending what was refused must not go on with it.
  if (status === 413) reply.header('connection', 'close')
  return answer(reply, status, told.code, told.detail)
}

/** The body of an answer that is an error. */
export function errorAnswer(code: ErrorCode, detail: string | undefined): string {
  const error = { code, ...SENTENCES[code], ...(detail !== undefined && { detail }) }
  return JSON.stringify({ success: false, error } satisfies z.output<typeof ERROR_ANSWER>)
}

function answer(reply: FastifyReply, status: number, code: ErrorCode, detail: string | undefined): FastifyReply {
  // Serialised here: the routes' own schemas are those of success.
  const body = errorAnswer(code, detail)
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(body)
}

function tell(error: unknown): { code: ErrorCode; detail: string | undefined } {
  if (error instanceof RelevoError) return { code: error.code, detail: error.detail }
  const fault = error as FastifyFault
  const [first] = fault.validation ?? []
  if (first) {
    const field = first.instancePath?.slice(1).replaceAll('/', '.') || (fault.validationContext ?? 'body')
    return { code: 'invalid-input', detail: `${field}: ${first.message ?? 'not legal'}` }
  }
  return { code: FASTIFY_CODES[fault.code ?? ''] ?? 'internal', detail: fault.message }
}
