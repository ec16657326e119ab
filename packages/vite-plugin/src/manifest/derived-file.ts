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
 * Is a file of a built folder no part of the release, because it is made of its files and serves only to send them: a
 * release patch, or the compressed form of the file beside it, whoever made it? Its bytes decide, not its name.
 *
 * @param paths every path in the folder
 * @example await isDerived('dist', 'app.js.br', new Set(['app.js', 'app.js.br'])) // true, if it is app.js
 */
export async function isDerived(folder: string, path: string, paths: ReadonlySet<string>): Promise<boolean> {
  if (PATCH_PATH.test(path) && (await startsAsPatch(join(folder, path)))) return true
  const original = originalOf(path)
  return original !== undefined && paths.has(original) && (await isFormOf(folder, path, original))
}

/** The path whose compressed form a path is by its name. */
export function originalOf(path: string): string | undefined {
  const ending = Object.values(FORM_ENDINGS).find((one) => path.endsWith(one))
  return ending && path.slice(0, -ending.length)
}

async function startsAsPatch(location: string): Promise<boolean> {
  const file = await open(location)
  try {
    const { buffer } = await file.read(Buffer.alloc(PATCH_MAGIC.length), 0, PATCH_MAGIC.length, 0)
    return buffer.toString('latin1') === PATCH_MAGIC
  } finally {
    await file.close()
  }
}

async function isFormOf(folder: string, path: string, original: string): Promise<boolean> {
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
