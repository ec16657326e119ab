import { createHash, timingSafeEqual } from 'node:crypto'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyRequest } from 'fastify'

/**
 * A hook that lets a request pass only with the token, before its body is read.
 *
 * @throws RelevoError `unauthorized`
 */
export function requireToken(token: string): (request: FastifyRequest) => Promise<void> {
  const right = digest(token)
  return async ({ headers }) => {
    const [, given] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
    if (given === undefined) throw new RelevoError('unauthorized')
    // Digests have one length, which the comparison needs, and tell nothing about the token's.
    if (!timingSafeEqual(digest(given), right)) throw new RelevoError('unauthorized', 'the token is another one')
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
