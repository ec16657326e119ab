import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PassThrough, Readable, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RelevoError } from '@relevo/core/errors'
import { type Form, isFormWorth } from '@relevo/core/patch'
import { compressor } from '@relevo/packing'

/** A file that was written. */
export interface Written {
  bytes: number
  sha256: string
}

/**
 * Write what comes.
 *
 * @throws RelevoError `folder-unusable` when it cannot be written; what its source throws
 */
export function writeFrom(source: AsyncIterable<Uint8Array>, target: string): Promise<Written> {
  return flow(Readable.from(source, { objectMode: false }), new PassThrough(), target)
}

/**
 * Write the compressed form of a file; one that is hardly smaller is not kept.
 *
 * @param size of the file, in bytes
 * @param target where to; without it, the form is only weighed
 * @returns `undefined` where it is hardly smaller
 * @throws RelevoError `folder-unusable` when one of the two cannot be used
 */
export async function writeForm(
  source: string,
  size: number,
  form: Form,
  target?: string,
): Promise<Written | undefined> {
  const written = await flow(createReadStream(source), compressor(form, size), target)
  if (isFormWorth(size, written.bytes)) return written
  if (target !== undefined) await rm(target)
  return undefined
}

async function flow(source: Readable, through: Transform, target: string | undefined): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(parts: AsyncIterable<Uint8Array>) {
    for await (const part of parts) {
      hash.update(part)
      bytes += part.length
      yield part
    }
  }
  try {
    if (target !== undefined) await mkdir(dirname(target), { recursive: true })
    await pipeline(source, through, counted, target === undefined ? nowhere() : createWriteStream(target))
  } catch (cause) {
    if (cause instanceof RelevoError) throw cause
    throw new RelevoError('folder-unusable', (cause as Error).message, { cause })
  }
  return { bytes, sha256: hash.digest('hex') }
}

function nowhere(): Writable {
  return new Writable({ write: (_part, _encoding, done) => done() })
}
