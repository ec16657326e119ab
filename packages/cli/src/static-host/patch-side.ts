import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import type { Manifest } from '@relevo/core/release'
import type { PatchSide } from '@relevo/packing'

/**
 * A release in a folder as patches are made from and to it. A file that has not the bytes of the manifest is refused: a tablet
 * would get a patch it cannot use.
 */
export function patchSide(folder: string, { files }: Manifest): PatchSide {
  const paths = new Map(Object.entries(files).map(([path, { sha256 }]) => [sha256, path]))
  return {
    files,
    async read(sha256) {
      const location = join(folder, paths.get(sha256) ?? '')
      const bytes = await readFile(location).catch((cause) => {
        throw new RelevoError('folder-unusable', `cannot read ${location}`, { cause })
      })
      if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
      throw new RelevoError('manifest-stale', `${location} has other bytes than the relevo.json of ${folder} says`)
    },
  }
}
