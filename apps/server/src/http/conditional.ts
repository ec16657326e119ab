import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A strong ETag for a text. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** Does the caller hold these very bytes already? Compares as RFC 9110 has it for If-None-Match: `W/` does not matter. */
export function holdsAlready({ 'if-none-match': held }: IncomingHttpHeaders, etag: string): boolean {
  if (held === undefined) return false
  return held.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

/** May a Range be honoured? Only when If-Range, if there is one, names these very bytes. */
export function rangeHolds({ 'if-range': condition }: IncomingHttpHeaders, etag: string): boolean {
  return condition === undefined || condition === etag
}
