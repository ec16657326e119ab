import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptedForms } from './accepted-forms.ts'
import { formEtag, heldEtag } from './conditional.ts'
import { createTextForms, type TextForms } from './text-forms.ts'
import { ACCEPT_ENCODING, varyBy } from './vary.ts'

/** A text that this server writes itself. */
interface Text {
  text: string | Uint8Array
  /** Names it: the same for the same bytes. */
  etag: string
  /** Media type. */
  type: string
}

/** Whatever server of this process they belong to, the same text has the same forms. */
const shared: TextForms = createTextForms()

/**
 * Answer with a text, in the smallest form that the caller takes, or that it holds it already. Each form is made once.
 *
 * @param reply has its other headers
 */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, etag, type }: Text,
  textForms: TextForms = shared,
): Promise<FastifyReply> {
  const forms = acceptedForms(request.headers['accept-encoding'])
  varyBy(reply, ACCEPT_ENCODING)
  const held = heldEtag(request.headers, etag, forms)
  if (held !== undefined) return reply.code(304).header('etag', held).send()
  reply.type(type)
  for (const form of forms) {
    const packed = await textForms.of(text, etag, form).catch((error) => {
      request.log.warn(error, `A text could not be compressed as ${form}`)
      return undefined
    })
    if (packed) return reply.headers({ etag: formEtag(etag, form), 'content-encoding': form }).send(packed)
  }
  return reply.header('etag', etag).send(text)
}
