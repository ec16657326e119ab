import type { NewEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import type { World } from '../ports.ts'
import { NOTHING, type Patch, type PatchEvent, patchAfter } from './patch.ts'
import type { PatchStore } from './ports.ts'
import type { Side } from './side.ts'

/** What is known of patches: in memory as it is on disk. */
export interface PatchBook {
  get(from: string, to: string): Patch | undefined
  /** Those to a list, in the order in which they came to where they are. */
  to(list: string): Patch[]
  all(): Iterable<Patch>
  /**
   * Let an event happen to a patch, after those that were handed in before it: what one finds, the one before has written. What it
   * changes is on disk when this resolves.
   *
   * @param from `undefined` for the whole of `to`
   * @returns the patch after it
   */
  apply(from: Side | undefined, to: Side, event: PatchEvent, lines?: readonly NewEvent[]): Promise<Patch | undefined>
  drop(patches: readonly Patch[]): Promise<void>
  /** Another number whenever anything changed. */
  revision(): number
}

/** The book over a store. */
export async function createPatchBook(store: PatchStore, world: Pick<World, 'now'>): Promise<PatchBook> {
  const inTurn = createTurns()
  const byTarget = new Map<string, Map<string, Patch>>()
  let revision = 0
  const put = (patch: Patch) => {
    const there = byTarget.get(patch.to) ?? new Map()
    there.delete(patch.from)
    byTarget.set(patch.to, there.set(patch.from, patch))
    revision += 1
  }
  for (const patch of await store.all()) put(patch)
  const get = (from: string, to: string) => byTarget.get(to)?.get(from)

  return {
    get,
    to: (list) => [...(byTarget.get(list)?.values() ?? [])],
    *all() {
      for (const patches of byTarget.values()) yield* patches.values()
    },
    apply: (from, to, event, lines = []) =>
      inTurn(async () => {
        const source = from?.list ?? NOTHING
        const before = get(source, to.list)
        const state = patchAfter(before?.state, event, from === undefined)
        if (state === undefined || state === before?.state) return before
        const patch: Patch = {
          from: source,
          to: to.list,
          ...(from && { fromVersion: before?.fromVersion ?? from.version }),
          toVersion: before?.toVersion ?? to.version,
          state,
          at: world.now(),
        }
        await store.save([patch], [], lines)
        put(patch)
        return patch
      }),
    drop: (patches) =>
      inTurn(async () => {
        if (patches.length === 0) return
        await store.save([], patches, [])
        for (const { from, to } of patches) {
          byTarget.get(to)?.delete(from)
          if (byTarget.get(to)?.size === 0) byTarget.delete(to)
        }
        revision += 1
      }),
    revision: () => revision,
  }
}
