import type { Version } from '@relevo/core/release'
import { alarmOf } from '../../packages/client/src/alarm.ts'
import type { Clock } from '../../packages/client/src/ports.ts'
import { reportOf } from '../../packages/client/src/report.ts'
import type { Dice } from '../../packages/core/src/testing/dice.ts'
import { around, type Nature } from './nature.ts'
import { type OpenPage, openPage, type Surroundings } from './page.ts'
import { live } from './tablet-machine.ts'
import { type Happening, settledOn } from './tablet-state.ts'

/** A tablet that lives until it is stopped, where it stands. */
export interface Tablet {
  stop(): void
}

/**
 * Bring a tablet to life: the machine decides, the page carries it to the server, and now and then it is away.
 *
 * @param release what it runs at first
 * @param dice its own: what it does follows from its seed and from what it is told
 */
export function bringToLife(
  id: string,
  release: Version,
  nature: Nature,
  dice: Dice,
  surroundings: Surroundings,
): Tablet {
  const clock: Clock = { ...surroundings.clock, random: () => dice.below(2 ** 32) / 2 ** 32 }
  const nextPage = alarmOf(clock)
  const leaving = alarmOf(clock)
  let state = settledOn(release)
  let page: OpenPage | undefined

  const report = () => reportOf(state.page?.update ?? never(id), id)

  function happen(happening: Happening): void {
    const { tablet, deeds } = live(state, happening, clock.now(), nature, dice)
    state = tablet
    for (const deed of deeds) {
      if (deed.do === 'look') page?.look()
      else if (deed.do === 'later') page?.later(deed.in, () => happen(deed.happening))
      else {
        shut()
        nextPage.set(deed.in, open)
      }
    }
    if (state.page) page?.say(report())
  }

  function open(): void {
    page = openPage(id, surroundings, clock, report, (news) => happen({ type: 'news', news }))
    happen({ type: 'opened' })
  }

  function shut(): void {
    page?.close()
    page = undefined
  }

  /** Present for as long as its share says, then away. */
  function comeBack(part = 1): void {
    open()
    const { offline, away } = nature
    if (offline > 0) leaving.set((part * around(away, dice) * (1 - offline)) / offline, goAway)
  }

  function goAway(): void {
    nextPage.off()
    shut()
    happen({ type: 'closed' })
    nextPage.set(around(nature.away, dice), () => comeBack())
  }

  // Somewhere in the middle of its days: a fleet that begins together must not leave together.
  if (dice.chance(nature.offline)) goAway()
  else comeBack(clock.random())
  return {
    stop() {
      nextPage.off()
      leaving.off()
      shut()
    },
  }
}

function never(id: string): never {
  throw new Error(`${id} has no page to speak of`)
}
