import { createTurns } from '../in-turn.ts'
import type { Tablet } from '../tablet.ts'
import { NOTHING } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { Plan } from './plan.ts'
import type { PatchStore } from './ports.ts'
import type { Side } from './side.ts'
import { nameOf, type Suspects } from './suspects.ts'
import type { TriedPatch } from './tried-patch.ts'
import { createTrouble } from './trouble.ts'

/**
 * Hears how patches do on tablets. The first that cannot use one is told; when several in a row cannot, its bytes are to be checked, so that
 * what tablets say, or anybody in their name, takes no good patch from the fleet.
 *
 * @returns resolves to whether there is a patch to be checked
 */
export function createJudge(
  plan: Pick<Plan, 'find'>,
  patches: Pick<PatchBook, 'get'>,
  suspects: Suspects,
  store: Pick<PatchStore, 'save'>,
): (tablet: Tablet, tried: TriedPatch, isKnown: boolean) => Promise<boolean> {
  const trouble = createTrouble()
  const inTurn = createTurns()

  return (tablet, tried, isKnown) =>
    inTurn(async () => {
      const to = await plan.find(tried.version)
      const said = tried.from === undefined ? undefined : await plan.find(tried.from)
      if (!to) return false
      const isMade = (from?: Side) => patches.get(from?.list ?? NOTHING, to.list)?.state.phase === 'made'
      const from = said && isMade(said) ? said : undefined
      if (!from && !isMade()) return false
      const { isNews, row } = trouble.tried(nameOf({ to, ...(from && { from }) }), tablet.id, tried.outcome, isKnown)
      const { environment, lastSeen: at } = tablet
      const line = { at, type: 'patch-failed', environment, subject: { kind: 'tablet', id: tablet.id } } as const
      if (isNews) await store.save([], [], [{ ...line, data: { ...tried } }])
      if (row === undefined) return false
      const suspect = { to, outcome: tried.outcome, tablets: row }
      const added = from ? suspects.add({ ...suspect, from }) : false
      // One whose page came from the network has none of the release it runs, and tried the whole.
      return (isMade() && suspects.add(suspect)) || added
    })
}
