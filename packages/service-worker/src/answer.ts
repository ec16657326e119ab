import type { FileEntry } from '@relevo/core/release'

/** The headers of the answer with a whole file. */
export function headersOf({ sha256, size, type }: FileEntry, more: Record<string, string>): Record<string, string> {
  return {
    ...more,
    'content-type': type,
    'content-length': String(size),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    etag: `"${sha256}"`,
  }
}

/**
 * The answer to a request, of bytes from the store. What is stored is given as it is, which spares the worker to pass on
 * every byte; it is made anew where this release, or this worker, wants other headers than stand there.
 *
 * @param range the request's `Range` header; media are asked for in pieces
 */
export async function answerOf(
  stored: Response,
  file: FileEntry,
  more: Record<string, string>,
  range: string | null,
): Promise<Response> {
  const headers = headersOf(file, more)
  const { size } = file
  const piece = pieceOf(range, size)
  if (!piece) return hasExactly(stored.headers, headers) ? stored : new Response(stored.body, { headers })
  const [start, end] = piece
  headers['content-length'] = String(end - start)
  headers['content-range'] = `bytes ${start}-${end - 1}/${size}`
  return new Response((await stored.blob()).slice(start, end), { status: 206, headers })
}

function hasExactly(stored: Headers, headers: Record<string, string>): boolean {
  // One that the app writes with capitals, and that is ours as well, is one; both are in the order of their names.
  return JSON.stringify([...stored]) === JSON.stringify([...new Headers(headers)])
}

/**
 * Was it stored by a worker, or with options, of before? Only such a file is to be stored anew: of two paths with the same
 * bytes and different types, each would undo what the other did.
 */
export function isOld(stored: Response, answer: Response, { type }: FileEntry): boolean {
  return answer !== stored && answer.status === 200 && (stored.headers.get('content-type') ?? type) === type
}

/**
 * The one piece a `Range` header asks for: first byte and the one after the last. Anything else, such as several pieces
 * or one past the end, is `undefined`: the whole file is always a legal answer.
 *
 * @example pieceOf('bytes=-5', 100) // [95, 100]
 */
export function pieceOf(range: string | null, size: number): [start: number, end: number] | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (!first && !last) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(size, Number(last) + 1) : size
  return start < end ? [start, end] : undefined
}
