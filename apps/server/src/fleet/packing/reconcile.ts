import { hasBytes, type Patch } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { PackedFiles } from './ports.ts'

/**
 * Let rows and what is on disk say the same, after an earlier process: a patch whose bytes are gone, or are more or fewer, is forgotten, and so is one that
 * could not be made, which may be possible now; bytes of which nothing is known go.
 */
export async function reconcile(
  patches: Pick<PatchBook, 'all' | 'drop'>,
  files: Pick<PackedFiles, 'patches' | 'removePatch'>,
): Promise<void> {
  const there = new Map((await files.patches()).map((patch) => [`${patch.from} ${patch.to}`, patch]))
  const isWhole = ({ from, to, state }: Patch) => {
    const bytes = there.get(`${from} ${to}`)
    return bytes && 'sizes' in state && bytes.br === state.sizes?.br && bytes.gzip === state.sizes.gzip
  }
  const lost: Patch[] = []
  for (const patch of patches.all()) {
    if (patch.state.phase === 'failed' && !patch.state.isFinal) lost.push(patch)
    if (!hasBytes(patch.state)) continue
    // What is left there afterwards is nobody's.
    if (isWhole(patch)) there.delete(`${patch.from} ${patch.to}`)
    else lost.push(patch)
  }
  await patches.drop(lost)
  for (const patch of there.values()) await files.removePatch(patch)
}
