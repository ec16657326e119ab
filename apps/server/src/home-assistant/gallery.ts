import type { Bus } from '../fleet/bus.ts'
import type { World } from '../fleet/ports.ts'
import type { House, Standing } from './device-config.ts'
import type { Portrait } from './portrait.ts'
import { type Again, type Told, tell, tellAgain } from './telling.ts'

/** What Home Assistant was told of every tablet. */
export interface Gallery {
  /** The broker keeps a device of ours. */
  found(tablet: string, standing: Standing): void
  /** Tell what is new of a tablet; `undefined` says that there is none any more. Resolves to whether anything was. */
  show(tablet: string, portrait: Portrait | undefined): Promise<boolean>
  /** Something is to be told a second time, with the next showing. */
  again(why: Again, tablet?: string): void
  /** Everybody that something was told of. */
  known(): string[]
  /** Nothing was told: another broker may have come back. */
  clear(): void
}

/** A gallery nobody was shown yet. */
export function createGallery({
  bus,
  house,
  world,
}: {
  bus: Pick<Bus, 'publish'>
  house: House
  world: Pick<World, 'now'>
}): Gallery {
  const shown = new Map<string, Told>()
  const keep = (tablet: string, told: Told | undefined) => (told ? shown.set(tablet, told) : void shown.delete(tablet))

  return {
    found: (tablet, standing) => void keep(tablet, { phase: 'kept', standing }),
    async show(tablet, portrait) {
      const before = shown.get(tablet)
      const { told, tellings } = tell(tablet, before, portrait, house, world.now())
      keep(tablet, told)
      if (tellings.length === 0) return false
      try {
        await Promise.all(tellings.map((telling) => bus.publish({ ...telling, qos: 1, retain: true })))
      } catch (error) {
        keep(tablet, before) // so that it is told with the next showing
        throw error
      }
      return true
    },
    again(why, tablet) {
      for (const id of tablet === undefined ? shown.keys() : [tablet]) {
        const told = shown.get(id)
        if (told) keep(id, tellAgain(told, why))
      }
    },
    known: () => [...shown.keys()],
    clear: () => shown.clear(),
  }
}
