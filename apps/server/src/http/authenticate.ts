import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../fleet/access/access.ts'
import { idInToken } from '../fleet/access/access-token.ts'
import type { Caller } from '../fleet/access/caller.ts'
import { bearerIn } from './bearer.ts'
import type { Limits } from './limits.ts'
import { refuseForgery } from './same-origin.ts'
import { SESSION_COOKIE } from './session-cookie.ts'

/**
 * Who calls, by the token in the header or, without that header, by the cookie of a session.
 *
 * @throws RelevoError `unauthorized`, `too-many-requests`, `csrf-refused`
 */
export async function authenticate(
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access,
  limits: Limits,
): Promise<Caller> {
  const { authorization } = request.headers
  if (authorization !== undefined) return byToken(authorization, request, reply, access, limits)
  const id = request.cookies[SESSION_COOKIE]
  if (id === undefined) throw new RelevoError('unauthorized')
  const caller = await access.sessionOf(id)
  if (!caller) throw new RelevoError('unauthorized', 'the session has ended')
  refuseForgery(request, access.proofOf(id))
  return caller
}

async function byToken(
  authorization: string,
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access,
  limits: Limits,
): Promise<Caller> {
  const given = bearerIn(authorization)
  if (given === undefined) throw new RelevoError('unauthorized')
  // Only a token of the operator's own choice can be guessed. One of ours is looked at in any case: behind a proxy all
  // callers may have one address, and a job with an old token must not lock out the others.
  if (idInToken(given) === undefined) await limits.mayGuess(request, reply)
  const bearer = await access.authenticate(given)
  if (bearer) return bearer
  await limits.wrongGuess(request, reply)
  throw new RelevoError('unauthorized', 'the token is another one, has expired or was revoked')
}
