import { hasBytes, type Patch } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { PackedFiles } from './ports.ts'

/**
 * Let rows and what is on disk say the same, after an earlier process: a patch whose bytes are gone is forgotten, and so is one that
 * could not be made, which may be possible now; bytes of which nothing is known go.
 */
export async function reconcile(
  patches: Pick<PatchBook, 'all' | 'drop'>,
  files: Pick<PackedFiles, 'patches' | 'removePatch'>,
): Promise<void> {
  const there = new Map((await files.patches()).map((patch) => [`${patch.from} ${patch.to}`, patch]))
  const lost: Patch[] = []
  for (const patch of patches.all()) {
    if (patch.state.phase === 'failed' && !patch.state.isFinal) lost.push(patch)
    if (!hasBytes(patch.state)) continue
    // What is left here afterwards is nobody's.
    if (!there.delete(`${patch.from} ${patch.to}`)) lost.push(patch)
  }
  await patches.drop(lost)
  for (const patch of there.values()) await files.removePatch(patch)
}
