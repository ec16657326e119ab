import type { Version } from '@relevo/core/release'
import type { ContentBook } from './content-book.ts'
import { findTargets } from './find-targets.ts'
import type { PackedFleet, PackingParts } from './packing-parts.ts'
import { NOTHING } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import { type Side, sideOf } from './side.ts'
import { type Target, targetOf } from './target.ts'
import { MOST_WANTED } from './wanted.ts'
import type { Weigh } from './weigh.ts'

/** What is to be packed, as it was seen last. */
export interface Plan {
  /** See what is to be packed now, and let go what nobody needs. */
  look(): Promise<void>
  /** The most urgent first. */
  targets(): readonly Target[]
  /** A release that was looked at. */
  side(version: Version): Side | undefined
  /** Every release with such a list that was looked at. */
  named(list: string): Version[]
  /** @returns `undefined` where there is no such release */
  find(version: Version): Promise<Side | undefined>
  /** Was it looked at that tablets of an environment report this release? */
  hasSeen(environment: string, version: Version): boolean
  /** Another number after every look. */
  revision(): number
}

/** Patches to one release that are kept, wanted or not. */
const MOST_KEPT = 2 * MOST_WANTED

/** The plan, before the first look. */
export function createPlan(
  { files, digest, from }: PackingParts,
  { view, release }: Pick<PackedFleet, 'view' | 'release'>,
  { contents, patches, weigh }: { contents: ContentBook; patches: PatchBook; weigh: Weigh },
): Plan {
  let sides = new Map<Version, Side>()
  let targets: readonly Target[] = []
  let seen = new Set<string>()
  let revision = 0

  const find = async (version: Version) => {
    const known = sides.get(version)
    if (known) return known
    const found = await release(version)
    return found && sideOf(found, digest)
  }

  const isWanted = (from: string, to: string) =>
    targets.some(({ list, pairs }) => list === to && pairs.some((pair) => pair.from.list === from))

  /** The rows first: what is on disk without a row is nobody's, and is removed at the next start at the latest. */
  const letGo = async (kept: ReadonlySet<string>) => {
    const gone = [...patches.all()].filter(({ from, to }) => {
      if (!kept.has(to)) return true
      const isLate = patches
        .to(to)
        .slice(-MOST_KEPT)
        .some((patch) => patch.from === from)
      return from !== NOTHING && !isWanted(from, to) && !isLate
    })
    await patches.drop(gone)
    for (const patch of gone) await files.removePatch(patch)
  }

  return {
    async look() {
      const { wishes, kept } = await findTargets(view, from)
      const now = new Map<Version, Side>()
      const remember = async (version: Version) => {
        const side = now.get(version) ?? (await find(version))
        if (side) now.set(version, side)
        return side
      }
      const reported = view
        .environments()
        .flatMap(({ name }) => Object.keys(view.reported(name)).map((version) => `${name} ${version}`))
      const found: Target[] = []
      for (const { version, wanted } of wishes) {
        const to = await remember(version)
        const sources: Side[] = []
        for (const one of to ? wanted : []) sources.push(...([await remember(one)].filter(Boolean) as Side[]))
        if (to) found.push(targetOf(to, sources, from > 0))
      }
      const lists = new Set(found.map(({ list }) => list))
      for (const version of kept) lists.add((await remember(version))?.list ?? '')
      await contents.read(found.flatMap((target) => target.contents))
      sides = now
      targets = found
      seen = new Set(reported)
      revision += 1
      await letGo(lists)
      await weigh(targets)
    },
    targets: () => targets,
    side: (version) => sides.get(version),
    named: (list) => [...sides.values()].filter((side) => side.list === list).map(({ version }) => version),
    find,
    hasSeen: (environment, version) => seen.has(`${environment} ${version}`),
    revision: () => revision,
  }
}
