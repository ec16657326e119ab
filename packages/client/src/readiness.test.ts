import { beforeEach, describe, expect, it } from 'vitest'
import { watchEarly } from './early.ts'
import { type BootWatch, watchBoot } from './readiness.ts'
import { PushedClock } from './testing/pushed-clock.ts'
import { SmallWindow } from './testing/small-window.ts'

let clock: PushedClock
let window: SmallWindow
let said: (string | undefined)[]
let boot: BootWatch
beforeEach(() => {
  clock = new PushedClock(0)
  window = new SmallWindow()
  said = []
  boot = watchBoot(window.view, clock, watchEarly(window.view, clock))
})

function judge({ manual = false, giveUpAt }: { manual?: boolean; giveUpAt?: number }): void {
  const failed = (code: string, detail?: string) => said.push(code, detail)
  boot.judge({ manual, giveUpAt, readyAfter: 5_000, ready: () => said.push('ready'), failed })
}

describe('not on trial', () => {
  it('what is thrown only means: not yet', async () => {
    judge({})
    await clock.push(4)
    window.throws(new Error('oops'))
    await clock.push(4)
    expect(said).toEqual([])
    await clock.push(2)
    expect(said).toEqual(['ready'])
    expect(clock.waiting).toBe(0)
  })

  it('a blank page is ready once it shows something', async () => {
    window.shows = false
    judge({})
    await clock.push(3600)
    window.shows = true
    await clock.push(1)
    expect(said).toEqual(['ready'])
  })

  it('an app that says itself when it is ready is not watched', () => {
    judge({ manual: true })
    expect(clock.waiting).toBe(0)
  })
})

describe('on trial', () => {
  it('a page that shows itself late is ready at the last moment, without the quiet', async () => {
    window.shows = false
    judge({ giveUpAt: 28_000 })
    await clock.push(27)
    window.shows = true
    await clock.push(1)
    expect(said).toEqual(['ready'])
  })

  it('an app that says itself when it is ready may throw, as long as it then says so', async () => {
    judge({ manual: true, giveUpAt: 28_000 })
    window.throws(new Error('handled later'))
    await clock.push(20)
    expect(said).toEqual([])
    boot.stop()
    await clock.push(60)
    expect(said).toEqual([])
  })

  it('an app that threw and never said it is ready failed by what it threw first', async () => {
    judge({ manual: true, giveUpAt: 28_000 })
    window.throws(new Error('first'))
    window.throws(new Error('second'))
    await clock.push(29)
    expect(said).toEqual(['boot-error', 'Error: first'])
  })

  it('an app that threw nothing and never said it is ready is left to the worker', async () => {
    judge({ manual: true, giveUpAt: 28_000 })
    await clock.push(60)
    expect(said).toEqual([])
    expect(clock.waiting).toBe(0)
  })
})
