import { RelevoError } from '@relevo/core/errors'
import type { PackedFiles } from './ports.ts'

/** Bytes that packing leaves free: the database must be able to write, and the server calls itself sick below 100 MB. */
const RESERVE = 300_000_000
/** What is made takes at most its size as it is, as brotli and as gzip. */
const COPIES = 3

/**
 * Is there room to make something, and enough left for what matters more?
 *
 * @param size bytes of what it is made of
 * @throws RelevoError `no-space`
 */
export async function needRoom(files: Pick<PackedFiles, 'free'>, size: number): Promise<void> {
  const [free, needed] = [await files.free(), RESERVE + COPIES * size]
  if (free < needed) throw new RelevoError('no-space', `${free} bytes are free, and packing needs ${needed}`)
}

/** Is the disk full, or what this process may have of it? */
export function isOutOfSpace(error: unknown): boolean {
  if (error instanceof RelevoError) return error.code === 'no-space'
  return ['ENOSPC', 'EDQUOT'].includes(errnoOf(error) ?? '')
}

/**
 * Is it the machine's fault, which passes, such as too many open files or a disk that cannot be read? A file that is not there is not: it
 * will not come back by itself.
 */
export function isPassing(error: unknown): boolean {
  const errno = errnoOf(error)
  return isOutOfSpace(error) || (errno !== undefined && errno !== 'ENOENT')
}

/** What the system said, such as `EMFILE`; Node's own codes begin with `ERR_`. */
function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}
