import { FORMS, type Form } from '@relevo/core/patch'
import type { FileEntry } from '@relevo/core/release'

export { FORMS, type Form }

/** The bytes that a content has in each form; 0 where that form is no smaller, absent while that is not known. */
export type FormSizes = { readonly [F in Form]?: number }

/** Anything smaller fits into the packet that its headers travel in. */
export const SMALLEST = 256
/** A bigger file becomes brotli only when somebody asks for it so: 11 takes minutes. */
export const BIG = 8_000_000
/**
 * The form that is to be made of a content next, in the order in which they are made; `undefined` while there is none. What
 * gzip does not make smaller, such as a picture, brotli is not tried on.
 *
 * @param isAsked somebody asked for it as brotli
 */
export function nextForm({ size }: Pick<FileEntry, 'size'>, known: FormSizes, isAsked: boolean): Form | undefined {
  if (size < SMALLEST) return undefined
  if (known.gzip === undefined) return 'gzip'
  if (known.gzip === 0 || known.br !== undefined) return undefined
  return size <= BIG || isAsked ? 'br' : undefined
}

/** The bytes that travel when a content is sent in a form: as it is where that is no bigger. */
export function sentAs({ size }: Pick<FileEntry, 'size'>, known: FormSizes, form: Form): number {
  const gzip = known.gzip || size
  return form === 'gzip' ? gzip : known.br || gzip
}
