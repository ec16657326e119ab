import type { ContentBook } from './content-book.ts'
import type { PatchBook } from './patch-book.ts'
import type { PackedFiles } from './ports.ts'
import type { Target } from './target.ts'

/** Weigh the patches to some releases against what they save, as far as that is known by now. */
export type Weigh = (targets: readonly Target[]) => Promise<void>

/** One that turns out to be pointless is no longer offered, and removed. */
export function createWeigh(
  patches: PatchBook,
  contents: Pick<ContentBook, 'full'>,
  files: Pick<PackedFiles, 'removePatch'>,
): Weigh {
  return async (targets) => {
    for (const target of targets) {
      for (const { from, fresh } of target.pairs) {
        const phase = patches.get(from.list, target.list)?.state.phase
        if (phase !== 'unsure' && phase !== 'made') continue
        const full = contents.full(fresh)
        if (full.br === undefined) continue
        const patch = await patches.apply(from, target, { type: 'weighed', full })
        if (patch?.state.phase === 'pointless') await files.removePatch(patch)
      }
    }
  }
}
