import type { FastifyReply } from 'fastify'

/** Say that an answer depends on one more header of the request: whoever keeps it must look at that. */
export function varyBy(reply: FastifyReply, header: string): void {
  const before = reply.getHeader('vary')
  reply.header('vary', typeof before === 'string' ? `${before}, ${header}` : header)
}

/** What is kept in several forms depends on this. */
export const ACCEPT_ENCODING = 'accept-encoding'
