import { createReadStream } from 'node:fs'
import { ReadableStream } from 'node:stream/web'
import { RelevoError } from '@relevo/core/errors'

/** A file as a request body, streamed from disk. `onBytes` is told how many bytes have been handed over. */
export function fileBody(location: string, onBytes?: (bytes: number) => void): BodyInit {
  async function* parts(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    onBytes?.(0)
    try {
      for await (const part of createReadStream(location)) {
        yield part
        bytes += part.length
        onBytes?.(bytes)
      }
    } catch (cause) {
      throw new RelevoError('folder-unusable', `cannot read ${location}`, { cause })
    }
  }
  // The same class; only its two declarations differ.
  return ReadableStream.from(parts()) as unknown as BodyInit
}
