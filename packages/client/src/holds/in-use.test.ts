import { expect, it } from 'vitest'
import { PushedClock } from '../testing/pushed-clock.ts'
import { SmallWindow } from '../testing/small-window.ts'
import { watchUse } from './in-use.ts'

it.each(['pointerdown', 'keydown', 'touchstart', 'wheel'])(
  'a %s holds until nobody touched it for a while',
  async (type) => {
    const clock = new PushedClock()
    const window = new SmallWindow()
    const said: boolean[] = []
    const { off } = watchUse(window.view, clock, 30_000, (held) => {
      if (held !== said.at(-1)) said.push(held)
    })
    window.dispatchEvent(new Event(type))
    await clock.push(20)
    window.dispatchEvent(new Event(type))
    await clock.push(29)
    expect(said).toEqual([true])
    await clock.push(1)
    expect(said).toEqual([true, false])
    window.dispatchEvent(new Event(type))
    expect(said).toEqual([true, false, true])
    off()
    expect(clock.waiting).toBe(0)
  },
)
