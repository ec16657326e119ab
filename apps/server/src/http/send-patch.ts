import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { send } from '@fastify/send'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FORMS, type Form } from '../fleet/packing/forms.ts'
import type { MadePatch } from '../fleet/packing/packing.ts'
import { acceptedForms } from './accepted-forms.ts'
import { formEtag, heldEtag, setAside } from './conditional.ts'
import { exactly } from './exactly.ts'
import type { PackedFileStore } from './packed-file-store.ts'
import { IMMUTABLE } from './send-file.ts'
import { ACCEPT_ENCODING, varyBy } from './vary.ts'

/** Of release patches. */
const MEDIA_TYPE = 'application/vnd.relevo.patch'

const UNDO = { br: createBrotliDecompress, gzip: createGunzip }

/** All that `send` must not decide. */
const PLAIN = {
  acceptRanges: false,
  cacheControl: false,
  contentType: false,
  etag: false,
  index: false,
  lastModified: false,
} as const

/**
 * Answer with a patch, as brotli or gzip; to the rare caller that takes neither, or none that is there, as it is, which is undone on the way. No ranges: whoever
 * got a part of it begins anew, or downloads files.
 *
 * @throws RelevoError `not-found`
 */
export async function sendPatch(
  request: FastifyRequest,
  reply: FastifyReply,
  packed: PackedFileStore,
  patch: MadePatch,
): Promise<FastifyReply> {
  const etag = `"${patch.from.slice(0, 32)}-${patch.to.slice(0, 32)}"`
  const forms = acceptedForms(request.headers['accept-encoding'])
  varyBy(reply, ACCEPT_ENCODING)
  reply.headers({ 'cache-control': IMMUTABLE, 'x-content-type-options': 'nosniff', 'accept-ranges': 'none' })
  const held = heldEtag(request.headers, etag, forms)
  if (held !== undefined) return reply.code(304).header('etag', held).send()
  setAside(request.raw.headers)
  const open = (form: Form) => send(request.raw, packed.patchPath(patch, form), { ...PLAIN, root: packed.root })
  for (const form of forms) {
    const found = await open(form)
    if (found.type !== 'file') continue
    reply.header('etag', formEtag(etag, form)).type(MEDIA_TYPE)
    return reply.headers(found.headers).header('content-encoding', form).send(found.stream)
  }
  for (const form of FORMS) {
    const found = await open(form)
    if (found.type !== 'file') continue
    reply.header('etag', etag).type(MEDIA_TYPE).header('content-length', patch.sizes.identity)
    if (request.method === 'HEAD') return reply.send(found.stream) // which has nothing in it
    const undone = exactly(patch.sizes.identity)
    // Either end takes the other with it: the caller that hangs up closes the file, and what cannot be read ends the answer. So does a
    // damaged file, which may well read as a shorter one: brotli does not mind what comes after its end.
    pipeline(found.stream, UNDO[form](), undone, (error) => {
      if (error) request.log.debug(error, 'a patch was not sent to its end')
    })
    return reply.send(undone)
  }
  throw new RelevoError('not-found', 'the bytes of this patch')
}
