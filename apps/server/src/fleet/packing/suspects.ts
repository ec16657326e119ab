import type { PatchOutcome } from '@relevo/core/protocol'
import type { World } from '../ports.ts'
import { NOTHING } from './patch.ts'
import type { Side } from './side.ts'

/** A patch that tablets could not use, and whose bytes are to be checked. */
export interface Suspect {
  /** Absent for the whole of `to`. */
  from?: Side
  to: Side
  /** What the last of them said. */
  outcome: PatchOutcome
  tablets: number
}

/** Patches whose bytes are to be checked. */
export interface Suspects {
  /** @returns is it to be checked now? */
  add(suspect: Suspect): boolean
  all(): readonly Suspect[]
  /** It was looked at. */
  cleared(suspect: Suspect): void
}

/** Bytes that were right are not looked at again for so long, whatever tablets say, ms. */
const CHECK_AGAIN = 3_600_000

/** Nobody is suspected. */
export function createSuspects(world: Pick<World, 'now'>): Suspects {
  const open = new Map<string, Suspect>()
  const checked = new Map<string, number>()
  return {
    add(suspect) {
      const name = nameOf(suspect)
      if (world.now() < (checked.get(name) ?? Number.NEGATIVE_INFINITY) + CHECK_AGAIN) return false
      open.set(name, suspect)
      return true
    },
    all: () => [...open.values()],
    cleared(suspect) {
      open.delete(nameOf(suspect))
      checked.set(nameOf(suspect), world.now())
      for (const [name, at] of checked) if (at + CHECK_AGAIN < world.now()) checked.delete(name)
    },
  }
}

/** What tells a suspect apart from others. */
export function nameOf({ from, to }: Omit<Suspect, 'outcome' | 'tablets'>): string {
  return `${from?.list ?? NOTHING} ${to.list}`
}
