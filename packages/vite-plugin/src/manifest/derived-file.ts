import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { fileEntry } from './file-entry.ts'
import { FORM_ENDINGS, patchPath } from './release-file-names.ts'

/** Only a file that says so in its first bytes is a patch (docs/patch-format.md). */
const PATCH_MAGIC = 'RVP'
const PATCH_PATH = new RegExp(`^${patchPath('[^/]+', '[^/]+')}$`)

/**
 * Is a file of a built folder a release patch, or the compressed form of one? Its bytes decide, not its name. It is no part of
 * the release, whoever made it.
 *
 * @example await isPatch('dist', 'patches/r2/r1.br') // true, if patches/r2/r1 is a patch
 */
export async function isPatch(folder: string, path: string): Promise<boolean> {
  const patch = originalOf(path) ?? path
  return PATCH_PATH.test(patch) && startsAsPatch(join(folder, patch))
}

/** The path whose compressed form a path is by its name. */
export function originalOf(path: string): string | undefined {
  const ending = Object.values(FORM_ENDINGS).find((one) => path.endsWith(one))
  return ending && path.slice(0, -ending.length)
}

async function startsAsPatch(location: string): Promise<boolean> {
  const file = await open(location).catch(() => undefined)
  if (!file) return false // it has its form only
  try {
    const { buffer } = await file.read(Buffer.alloc(PATCH_MAGIC.length), 0, PATCH_MAGIC.length, 0)
    return buffer.toString('latin1') === PATCH_MAGIC
  } finally {
    await file.close()
  }
}

/**
 * Is a file the compressed form of another one? Undone, it has the same bytes.
 *
 * @example await isFormOf('dist', 'app.js.br', 'app.js')
 */
export async function isFormOf(folder: string, path: string, original: string): Promise<boolean> {
  const { sha256, size } = await fileEntry(join(folder, original), original)
  const hash = createHash('sha256')
  let bytes = 0
  const undo = path.endsWith(FORM_ENDINGS.br) ? createBrotliDecompress() : createGunzip()
  try {
    await pipeline(createReadStream(join(folder, path)), undo, async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) {
        bytes += part.length
        if (bytes > size) return // another file, or one that would never end
        hash.update(part)
      }
    })
  } catch {
    return false // not compressed at all, or cut off: whatever it is, it is not the other one
  }
  return bytes === size && hash.digest('hex') === sha256
}
