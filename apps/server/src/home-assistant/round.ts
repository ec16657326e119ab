import { setImmediate as breath } from 'node:timers/promises'
import type { Fleet } from '../fleet/fleet.ts'
import type { Gallery } from './gallery.ts'
import type { createPainter } from './painter.ts'

/** After so many tablets that something was told of there is a pause of so many ms: Home Assistant sets up entities slowly. */
const AT_ONCE = 100
const PAUSE = 500
/** After so many tablets that nothing is told of, others get their turn: tablets wait for an answer. */
const IN_ONE_GO = 500

/**
 * Goes round the whole fleet once, and tells what is new.
 *
 * @param pause lets milliseconds pass
 */
export function createRound({
  fleet,
  gallery,
  paint,
  pause,
}: {
  fleet: Pick<Fleet, 'eachTablet'>
  gallery: Gallery
  paint: ReturnType<typeof createPainter>
  pause(ms: number): Promise<void>
}): (isOver: () => boolean) => Promise<void> {
  return async (isOver) => {
    const present = new Set<string>()
    let told = 0
    const show: Gallery['show'] = async (tablet, portrait) => {
      const isNews = await gallery.show(tablet, portrait)
      if (isNews && ++told % AT_ONCE === 0) await pause(PAUSE)
      return isNews
    }
    for (const tablet of fleet.eachTablet()) {
      if (isOver()) return
      present.add(tablet.id)
      await show(tablet.id, await paint(tablet))
      if (present.size % IN_ONE_GO === 0) await breath()
    }
    for (const id of gallery.known()) {
      if (isOver()) return
      if (!present.has(id)) await show(id, undefined)
    }
  }
}
