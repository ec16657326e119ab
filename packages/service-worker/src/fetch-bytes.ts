import { RelevoError } from '@relevo/core/errors'
import { fetchPieces } from './fetch-pieces.ts'

/**
 * Download past every cache.
 *
 * @param name for the detail of an error
 * @param most more bytes than this are refused without reading them
 * @param silence milliseconds without a byte after which it is given up
 * @param heard told of bytes as they arrive
 * @throws RelevoError `file-corrupt` (too long), and those of `fetchPieces`
 */
export async function fetchBytes(
  url: string,
  name: string,
  most: number,
  silence: number,
  signal?: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: BlobPart[] = []
  let size = 0
  for await (const piece of fetchPieces(url, name, silence, signal)) {
    size += piece.length
    if (size > most) throw new RelevoError('file-corrupt', name)
    pieces.push(piece)
    heard?.(piece.length)
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}
