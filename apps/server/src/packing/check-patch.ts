import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { applyPatch, contentsOf, listOf, PatchRefusal } from '@relevo/core/patch'
import type { Form } from '../fleet/packing/forms.ts'
import type { ThreadJob } from './jobs.ts'

type Check = Extract<ThreadJob, { do: 'check' }>

const UNDO = { br: createBrotliDecompress, gzip: createGunzip }

/**
 * Apply a patch as a tablet would, in every form, and see whether it makes all of what it is to make.
 *
 * @returns `false` also where its bytes are gone
 * @throws Error when the old release cannot be read
 */
export async function isRightPatch(check: Check): Promise<boolean> {
  for (const form of Object.keys(UNDO) as Form[]) if (!(await isRight(check, form))) return false
  return true
}

async function isRight({ from = {}, to, sources, patch }: Check, form: Form): Promise<boolean> {
  const [old, next] = [Object.entries(from), Object.entries(to)]
  const left = new Set(contentsOf(next).map(({ sha256 }) => sha256))
  for (const { sha256 } of contentsOf(old)) left.delete(sha256)
  let fault: unknown
  const read = async (sha256: string, start: number, end: number) => {
    try {
      return await readPart(sources.get(sha256) ?? '', start, end)
    } catch (error) {
      fault = error
      throw error
    }
  }
  try {
    await access(patch[form])
    return await pipeline(createReadStream(patch[form]), UNDO[form](), async (bytes) => {
      const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
      const outcome = await applyPatch(old, 'checked', {
        to: hashOf(listOf(next)),
        pull: async () => (await pieces.next()).value,
        read,
        sha256: async (some) => hashOf(some),
        listed: async () => left,
        made: async ({ sha256 }) => void left.delete(sha256),
      })
      if (fault) throw fault
      return outcome === 'applied' && left.size === 0
    })
  } catch (error) {
    if (fault) throw fault
    if (error instanceof PatchRefusal || isDamage(error)) return false
    throw error
  }
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** It is gone, or is not what it says it is. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'ENOENT' || code.startsWith('Z_') || code.startsWith('ERR_')
}

async function readPart(path: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
