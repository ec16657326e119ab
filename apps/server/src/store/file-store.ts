import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { RelevoError } from '@relevo/core/errors'
import type { Files } from '../fleet/ports.ts'
import { sizeAt, syncFolder } from './on-disk.ts'

/** The files of all releases, each kept once, under the hash of its bytes. */
export interface FileStore extends Files {
  /** Folder below which `pathOf` leads. */
  root: string
  /** Where a file is, relative to `root`; it need not be there. */
  pathOf(sha256: string): string
  /**
   * Keep the bytes of a body. Memory use does not depend on their number.
   *
   * @param most largest number of bytes accepted
   * @returns false when the file was there already; the body is left unread then
   * @throws RelevoError `upload-corrupt` when the bytes have another hash, `body-too-large`, `server-full`; nothing is kept then
   */
  put(sha256: string, body: AsyncIterable<Uint8Array>, most: number): Promise<boolean>
}

/**
 * Open the file store in a folder. A file gets its name only when its bytes are complete, checked and on disk, so whatever
 * has a name is whole; what an earlier process left unfinished is removed.
 */
export async function openFiles(root: string): Promise<FileStore> {
  const unfinished = join(root, 'unfinished')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })

  const pathOf = (sha256: string) => join(sha256.slice(0, 2), sha256)
  const sizeOf = (sha256: string) => sizeAt(join(root, pathOf(sha256)))

  return {
    root,
    pathOf,
    async sizes(hashes) {
      const sizes = new Map<string, number>()
      for (const sha256 of hashes) {
        const size = await sizeOf(sha256)
        if (size !== undefined) sizes.set(sha256, size)
      }
      return sizes
    },
    async put(sha256, body, most) {
      if ((await sizeOf(sha256)) !== undefined) return false
      const upload = join(unfinished, randomUUID())
      try {
        await pipeline(body, checked(sha256, most), createWriteStream(upload, { flags: 'wx', flush: true }))
        const folder = join(root, sha256.slice(0, 2))
        await mkdir(folder, { recursive: true })
        await rename(upload, join(root, pathOf(sha256)))
        await syncFolder(folder)
        await syncFolder(root)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        throw code === 'ENOSPC' || code === 'EDQUOT' ? new RelevoError('server-full', sha256, { cause: error }) : error
      } finally {
        await rm(upload, { force: true })
      }
      return true
    },
  }
}

/** Passes bytes on; fails at the end when they are not those the hash names, and before when they are too many. */
function checked(sha256: string, most: number) {
  return async function* (body: AsyncIterable<Uint8Array>) {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > most) throw new RelevoError('body-too-large', `more than ${most} bytes`)
      hash.update(chunk)
      yield chunk
    }
    const actual = hash.digest('hex')
    if (actual !== sha256) throw new RelevoError('upload-corrupt', `${bytes} bytes with hash ${actual}`)
  }
}
