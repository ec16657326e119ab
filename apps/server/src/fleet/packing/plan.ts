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
  /** Was it looked for, and is there no such release? */
  isStrange(version: Version): boolean
  /** There may be releases that were not there. */
  forget(): void
  /** Another number after every look. */
  revision(): number
}

/** Names of no release that are remembered: whoever checks in can make some up. */
const MOST_STRANGERS = 10_000
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
  const strangers = new Set<Version>()

  const find = async (version: Version) => {
    const known = sides.get(version)
    if (known) return known
    if (strangers.has(version)) return undefined
    const found = await release(version)
    if (!found && strangers.size < MOST_STRANGERS) strangers.add(version)
    return found && sideOf(found, digest)
  }

  /** Those of the releases that tablets report which there are, as many as patches are made from. */
  const thatAreThere = async (counts: Readonly<Record<Version, number>>, remember: typeof find) => {
    const there: Record<Version, number> = Object.create(null)
    let count = 0
    for (const [version, tablets] of Object.entries(counts).sort(([, a], [, b]) => b - a)) {
      if (count === MOST_WANTED + 1) break // with what they are to run
      if (!(await remember(version))) continue
      there[version] = tablets
      count += 1
    }
    return there
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
      const now = new Map<Version, Side>()
      const remember = async (version: Version) => {
        const side = now.get(version) ?? (await find(version))
        if (side) now.set(version, side)
        return side
      }
      const reported: string[] = []
      const known = new Map<string, Readonly<Record<Version, number>>>()
      for (const { name } of view.environments()) {
        const counts = view.reported(name)
        reported.push(...Object.keys(counts).map((version) => `${name} ${version}`))
        if (from > 0) known.set(name, await thatAreThere(counts, remember))
      }
      const pinned: { to: Version; release: Version }[] = []
      for (const pin of view.pinned()) if ((await remember(pin.to)) && (await remember(pin.release))) pinned.push(pin)
      const { wishes, kept } = await findTargets(
        { ...view, reported: (name) => known.get(name) ?? {}, pinned: () => pinned },
        from,
      )
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
    isStrange: (version) => strangers.has(version),
    forget: () => strangers.clear(),
    hasSeen: (environment, version) => seen.has(`${environment} ${version}`),
    revision: () => revision,
  }
}
