import { beforeEach, expect, it, vi } from 'vitest'
import { openKeep } from './keep.ts'
import { loadedSoon } from './loaded-soon.ts'
import { PushedClock, settled } from './testing/pushed-clock.ts'
import { SmallWindow } from './testing/small-window.ts'
import type { UpdateManager } from './update-manager.ts'

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined) // every failed load is said there
})

/** A manager that writes down what it is asked. */
function recorded() {
  const said: string[] = []
  const note = (what: string) => (value?: unknown) => void said.push(value === undefined ? what : `${what} ${value}`)
  const manager: UpdateManager = {
    state: { phase: 'current', running: 'r1', holds: [], ready: true, stored: true, failed: {}, tablet: 'lobby-1' },
    tablet: 'lobby-1',
    subscribe(listener) {
      said.push('subscribed')
      listener()
      return note('unsubscribed')
    },
    checkForUpdate: async () => ({ update: false }),
    applyUpdate: note('accepted'),
    later: note('later'),
    notifyAppReady: note('ready'),
    hold: note('hold'),
    free: note('free'),
    rollback: () => Promise.reject(new Error('no worker')),
    stop: note('stopped'),
  }
  return { said, manager }
}

/** A chunk that loads when the test says so, and fails as often as it says. */
function aPage(failures = 0) {
  const clock = new PushedClock()
  const window = new SmallWindow()
  const { said, manager } = recorded()
  let left = failures
  let loads = 0
  const load = async () => {
    loads++
    if (left-- > 0) throw new TypeError('Failed to fetch dynamically imported module')
    return manager
  }
  const keep = openKeep(window.view)
  const open = () => loadedSoon('r1', 'lobby-1', { clock, keep, view: window.view }, load)
  return { clock, window, said, open, loads: () => loads }
}

it('does what was asked before the code was there, in order', async () => {
  const { said, open } = aPage()
  const manager = open()
  manager.hold('call')
  manager.notifyAppReady()
  manager.free('call')
  expect(manager.state).toMatchObject({ phase: 'current', running: 'r1', ready: false, tablet: 'lobby-1' })
  expect(said).toEqual([])
  await settled()
  expect(said).toEqual(['hold call', 'ready', 'free call'])
  expect(manager.state).toMatchObject({ ready: true })
  expect(await manager.checkForUpdate()).toEqual({ update: false })
  await expect(manager.rollback()).rejects.toThrow('no worker')
})

it('a listener hears from the start, or not at all when it left before', async () => {
  const { said, open } = aPage()
  const manager = open()
  let heard = 0
  const leave = manager.subscribe(() => heard++)
  manager.subscribe(() => heard++)()
  await settled()
  expect({ heard, said }).toEqual({ heard: 1, said: ['subscribed'] })
  leave()
  expect(said).toEqual(['subscribed', 'unsubscribed'])
})

it('a chunk that does not load is asked for again, each time after twice as long', async () => {
  const { clock, window, said, open, loads } = aPage(2)
  open().hold('call')
  await clock.push(4)
  expect(loads()).toBe(1)
  await clock.push(1)
  expect(loads()).toBe(2)
  await clock.push(9)
  expect(loads()).toBe(2)
  await clock.push(1)
  expect({ loads: loads(), said, reloads: window.reloads }).toEqual({ loads: 3, said: ['hold call'], reloads: 0 })
  expect(console.error).toHaveBeenCalledTimes(2)
})

it('a chunk that stays away has the page loaded anew, once an hour at most', async () => {
  const { clock, window, open } = aPage(1000)
  open()
  await clock.push(80)
  expect(window.reloads).toBe(1)
  open()
  await clock.push(80)
  expect(window.reloads).toBe(1)
  await clock.push(3_800)
  expect(window.reloads).toBe(2)
})

it('a manager that was stopped stays stopped', async () => {
  const { clock, said, open, loads } = aPage(1)
  open().stop()
  await clock.push(600)
  expect({ said, loads: loads() }).toEqual({ said: [], loads: 1 })
})
