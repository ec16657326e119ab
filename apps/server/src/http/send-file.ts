import { send } from '@fastify/send'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { holdsAlready, rangeHolds } from './conditional.ts'
import type { ReleaseFileStore } from './release-file-store.ts'

/** Kept for a year and never asked for again: the address names the bytes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Kept, but asked for again before every use. */
export const NO_CACHE = 'no-cache'

/** How a file is shown. */
export interface Shown {
  sha256: string
  /** Media type. */
  type: string
  cacheControl: string
}

/**
 * Answer with a file of the store: streamed, with a strong ETag, conditional requests, ranges and HEAD.
 *
 * @throws RelevoError `not-found`
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: ReleaseFileStore,
  { sha256, type, cacheControl }: Shown,
): Promise<FastifyReply> {
  const etag = `"${sha256}"`
  reply.headers({ etag, 'cache-control': cacheControl, 'x-content-type-options': 'nosniff' })
  const { headers } = request.raw
  if (holdsAlready(headers, etag)) return reply.code(304).send()
  // `send` knows no ETag but its own: the conditions are decided here, and only the range is left to it.
  if (!rangeHolds(headers, etag)) delete headers.range
  for (const name of ['if-range', 'if-none-match', 'if-match', 'if-modified-since', 'if-unmodified-since']) {
    delete headers[name]
  }
  const sent = await send(request.raw, files.pathOf(sha256), {
    root: files.root,
    cacheControl: false,
    contentType: false,
    etag: false,
    index: false,
    lastModified: false,
  })
  if (sent.statusCode === 416) {
    return reply
      .code(416)
      .headers({ 'content-range': sent.headers['Content-Range'] ?? 'bytes */*', 'cache-control': 'no-store' })
      .send()
  }
  if (sent.type !== 'file') {
    reply.removeHeader('etag')
    throw new RelevoError('not-found', sha256)
  }
  return reply.code(sent.statusCode).headers(sent.headers).type(type).send(sent.stream)
}
