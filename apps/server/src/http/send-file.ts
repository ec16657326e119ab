import { send } from '@fastify/send'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Form } from '../fleet/packing/forms.ts'
import { acceptedForms } from './accepted-forms.ts'
import { formEtag, heldEtag, rangeHolds, setAside } from './conditional.ts'
import type { HttpParts } from './http-parts.ts'
import { ACCEPT_ENCODING, varyBy } from './vary.ts'

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

/** Where the bytes are, and who hears that they were wanted smaller. */
type Shelves = Pick<HttpParts, 'files' | 'packed' | 'fleet'>

/** All that `send` must not decide: it knows no ETag but its own, and no forms. */
const PLAIN = { cacheControl: false, contentType: false, etag: false, index: false, lastModified: false } as const

/** A worker that got other bytes than its release lists asks once more, past what keeps them on the way. */
const SECOND_TRY = /^\/releases\/files\/.*[?&]relevo=/

/**
 * Answer with a file of the store: streamed, in the smallest form that the caller takes and that is there, with a strong ETag
 * for each form, conditional requests, ranges of the bytes as they are, and HEAD. Nothing is compressed here.
 *
 * @throws RelevoError `not-found`
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, packed, fleet }: Shelves,
  { sha256, type, cacheControl }: Shown,
): Promise<FastifyReply> {
  const etag = `"${sha256}"`
  const { headers } = request.raw
  const forms = acceptedForms(headers['accept-encoding'])
  reply.headers({ 'cache-control': cacheControl, 'x-content-type-options': 'nosniff' })
  varyBy(reply, ACCEPT_ENCODING)
  const held = heldEtag(headers, etag, forms)
  if (held !== undefined) return reply.code(304).header('etag', held).send()
  if (!rangeHolds(headers, etag)) delete headers.range
  setAside(headers)
  const isDoubted = SECOND_TRY.test(request.url)
  if (isDoubted) fleet.packing.doubt(sha256)
  // A part of a form is of no use to whoever wants a part of the file, and none to whom it brought other bytes.
  const wanted = headers.range === undefined && !isDoubted ? forms : []
  const missed = (sent: Form | undefined) => {
    // Only of a file that is there: anybody can make up a hash.
    if (sent !== 'br' && wanted.includes('br')) fleet.packing.ask(sha256)
  }
  for (const form of wanted) {
    const sent = await send(request.raw, packed.formPath(sha256, form), { ...PLAIN, root: packed.root })
    if (sent.type !== 'file') continue
    missed(form)
    return answer(reply, sent, { type, etag, form })
  }
  const sent = await send(request.raw, files.pathOf(sha256), { ...PLAIN, root: files.root })
  if (sent.statusCode === 416) {
    return reply
      .code(416)
      .headers({ 'content-range': sent.headers['Content-Range'] ?? 'bytes */*', 'cache-control': 'no-store' })
      .send()
  }
  if (sent.type !== 'file') throw new RelevoError('not-found', sha256)
  missed(undefined)
  return answer(reply, sent, { type, etag, form: undefined })
}

type Sent = Extract<Awaited<ReturnType<typeof send>>, { type: 'file' }>

function answer(
  reply: FastifyReply,
  { statusCode, headers, stream }: Sent,
  { type, etag, form }: { type: string; etag: string; form: Form | undefined },
) {
  reply.code(statusCode).headers(headers).header('etag', formEtag(etag, form)).type(type)
  if (form !== undefined) reply.header('content-encoding', form).header('accept-ranges', 'none')
  return reply.send(stream)
}
