import type { Version } from '@relevo/core/release'
import type { Fleet } from '../fleet/fleet.ts'
import type { KioskReach } from '../fleet/kiosks/reach.ts'
import type { World } from '../fleet/ports.ts'
import type { Tablet } from '../fleet/tablet.ts'
import { type Portrait, panelOf, portraitOf } from './portrait.ts'

/** What portraits are drawn from. */
export interface PainterParts {
  fleet: Pick<Fleet, 'desiredOf' | 'release' | 'tablets'>
  kiosks: Pick<KioskReach, 'of'>
  /** Why somebody has to go to a tablet, where nothing helps from afar. */
  needsHands(tablet: string): string | undefined
  world: Pick<World, 'now'>
}

/** Releases whose notes are kept at hand. */
const AT_HAND = 50

/**
 * Draws tablets as they are now.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function createPainter(
  { fleet, kiosks, needsHands, world }: PainterParts,
  poll: number,
): (tablet: Tablet) => Promise<Portrait> | Portrait {
  const notes = new Map<Version, string>()
  /** A release never changes; one that this server does not have has no notes. */
  const read = async (version: Version) => {
    const release = await fleet.release(version).catch(() => undefined)
    const [oldest] = notes.keys()
    if (notes.size >= AT_HAND && oldest !== undefined) notes.delete(oldest)
    notes.set(version, release?.notes ?? '')
  }
  const draw = (tablet: Tablet, desired: Version | undefined): Portrait => {
    const kiosk = kiosks.of(tablet.id)
    return portraitOf({
      tablet,
      desired,
      card: fleet.tablets.cards.of(tablet.id),
      notes: desired === undefined ? undefined : notes.get(desired),
      // One that is only guessed has no buttons, and is none of this tablet's device: it may be another wall.
      kiosk: kiosk && kiosk.confidence !== 'guessed' ? panelOf(kiosk) : undefined,
      needsHands: needsHands(tablet.id),
      poll,
      at: world.now(),
    })
  }
  return (tablet) => {
    const desired = fleet.desiredOf(tablet)
    if (desired === undefined || notes.has(desired)) return draw(tablet, desired)
    return read(desired).then(() => draw(tablet, desired))
  }
}
