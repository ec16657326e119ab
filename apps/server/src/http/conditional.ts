import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Form } from '../fleet/packing/forms.ts'

/** A strong ETag for a text. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/**
 * The strong ETag of a form: other bytes on the wire than those as they are, so another tag (RFC 9110, 8.8.3.3).
 *
 * @param etag of the bytes as they are
 */
export function formEtag(etag: string, form: Form | undefined): string {
  return form === undefined ? etag : `${etag.slice(0, -1)}-${form}"`
}

/** Does the caller hold these very bytes already? Compares as RFC 9110 has it for If-None-Match: `W/` does not matter. */
function holdsAlready({ 'if-none-match': held }: IncomingHttpHeaders, etag: string): boolean {
  if (held === undefined) return false
  return held.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

/**
 * The ETag under which a caller holds these bytes already, in a form that it takes. That of another form is no use to it: a
 * cache that asks in its name would hand it bytes it cannot read.
 *
 * @param forms that it takes beside the bytes as they are, the best one first
 * @returns `undefined` when it does not hold them
 */
export function heldEtag(headers: IncomingHttpHeaders, etag: string, forms: readonly Form[]): string | undefined {
  const tags = [...forms, undefined].map((form) => formEtag(etag, form))
  return tags.find((tag) => holdsAlready(headers, tag))
}

/** May a Range be honoured? Only when If-Range, if there is one, names these very bytes. */
export function rangeHolds({ 'if-range': condition }: IncomingHttpHeaders, etag: string): boolean {
  return condition === undefined || condition === etag
}

/** Take out the conditions that were looked at here: `send` knows other tags, and would say that they are not met. */
export function setAside(headers: IncomingHttpHeaders): void {
  for (const name of ['if-range', 'if-none-match', 'if-match', 'if-modified-since', 'if-unmodified-since'])
    delete headers[name]
}
