import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { isFormWorth } from '@relevo/core/patch'
import { type Form, SMALLEST } from '../fleet/packing/forms.ts'

/** The forms of texts that this server writes itself, each made once for everybody who asks while it is the same. */
export interface TextForms {
  /**
   * @param etag names the text: the same for the same bytes
   * @returns `undefined` where it is no smaller
   * @throws what compressing throws, such as for want of memory; the next time it is tried again
   */
  of(text: string | Uint8Array, etag: string, form: Form): Promise<Uint8Array | undefined>
}

/** Texts whose forms are kept. */
const MOST_TEXTS = 200
/** Beyond this the last bit of smallness takes longer than a caller is willing to wait, bytes. */
const LONG = 100_000

type Packers = Record<Form, (bytes: Uint8Array) => Promise<Uint8Array>>

const PACKERS: Packers = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > LONG ? 9 : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/** The forms of no text yet; those that were asked for last are kept. */
export function createTextForms(packers: Packers = PACKERS): TextForms {
  const known = new Map<string, Promise<Uint8Array | undefined>>()
  const make = async (text: string | Uint8Array, form: Form) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    const packed = await packers[form](bytes)
    return isFormWorth(bytes.length, packed.length) ? packed : undefined
  }
  return {
    async of(text, etag, form) {
      if (text.length < SMALLEST) return undefined
      const name = `${form} ${etag}`
      const made = known.get(name) ?? make(text, form)
      known.delete(name)
      known.set(name, made)
      made.catch(() => known.get(name) === made && known.delete(name))
      const [oldest] = known.keys()
      if (known.size > 2 * MOST_TEXTS && oldest !== undefined) known.delete(oldest)
      return made
    },
  }
}
