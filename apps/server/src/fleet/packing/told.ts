import type { Version } from '@relevo/core/release'
import type { Packing } from './packing.ts'
import { NOTHING } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { Plan } from './plan.ts'
import { MOST_WANTED } from './wanted.ts'

/** What tablets are told of patches: put together once for all of them, and again when anything changed. */
export function createTold(
  plan: Pick<Plan, 'targets' | 'side' | 'named' | 'revision'>,
  patches: Pick<PatchBook, 'to' | 'get' | 'revision'>,
): Pick<Packing, 'patchesTo' | 'hasWhole' | 'listOf' | 'revision'> {
  const revision = () => plan.revision() + patches.revision()
  let told = new Map<Version, readonly Version[]>()
  let toldAt = -1

  const madeTo = (version: Version): readonly Version[] => {
    const to = plan.side(version)
    if (!to) return []
    const made = new Map(
      patches
        .to(to.list)
        .filter(({ from, state }) => from !== NOTHING && state.phase === 'made')
        .map((patch) => [patch.from, patch]),
    )
    const wanted = plan.targets().find(({ list }) => list === to.list)?.pairs ?? []
    const lists = new Set([...wanted.map(({ from }) => from.list), ...made.keys()])
    const names = [...lists].flatMap((list) => {
      const patch = made.get(list)
      return patch ? [...plan.named(list), patch.fromVersion ?? version] : []
    })
    return [...new Set(names)].filter((name) => name !== version).slice(0, MOST_WANTED)
  }

  return {
    revision,
    patchesTo(version) {
      if (toldAt !== revision()) {
        told = new Map()
        toldAt = revision()
      }
      const known = told.get(version) ?? madeTo(version)
      told.set(version, known)
      return known
    },
    listOf: (version) => plan.side(version)?.list,
    hasWhole(version) {
      const side = plan.side(version)
      return side !== undefined && patches.get(NOTHING, side.list)?.state.phase === 'made'
    },
  }
}
