import type { Machine } from './happenings.ts'
import { watchHours } from './holds/hours.ts'
import { watchUse } from './holds/in-use.ts'
import type { Settings } from './options.ts'
import type { Clock, View } from './ports.ts'
import { watchWaking } from './wake-up.ts'

export interface Surroundings {
  /** Tell now what only time has changed: timers stood still in a sleep. */
  look(): void
  /** As when somebody wakes the screen, for whoever else sees that. */
  woke(): void
  online(): void
  stop(): void
}

/**
 * Watch what happens around the page: touch, the hours, sleep, the network.
 *
 * @param back the page, or the network, is back
 */
export function watchSurroundings(
  settings: Settings,
  { view, clock }: { view: View; clock: Clock },
  { happened }: Machine,
  back: () => void,
): Surroundings {
  const holdWhile = (reason: string) => (held: boolean) => happened({ type: held ? 'hold' : 'free', reason })
  const hours = settings.hours && watchHours(settings.hours, clock, holdWhile('hours'))
  const use = settings.inUse > 0 ? watchUse(view, clock, settings.inUse, holdWhile('in-use')) : undefined
  const look = () => hours?.look()
  const isBack = (type: 'shown' | 'online') => () => {
    look()
    happened({ type })
    back()
  }
  const shown = isBack('shown')
  const online = isBack('online')
  const unwatch = watchWaking(view, shown, online)
  return {
    look,
    woke() {
      use?.used()
      shown()
    },
    online,
    stop() {
      unwatch()
      use?.off()
      hours?.off()
    },
  }
}
