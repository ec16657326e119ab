import { beforeEach, describe, expect, it, vi } from 'vitest'
import { standIn } from './stand-in.ts'
import { PushedClock, settled } from './testing/pushed-clock.ts'
import { SmallWindow } from './testing/small-window.ts'
import { TabletPage } from './testing/tablet-page.ts'
import type { UpdateManager } from './update-manager.ts'

let clock: PushedClock
let window: SmallWindow
let page: TabletPage
/** How the tries to fetch the manager end, one after the other; then it comes. */
let failures: Error[]
let tries: number
let arrives: () => void
let launched: Promise<UpdateManager>
/** What `version.json` is; without it there is no server. */
let answer: (() => Response) | undefined
/** What the boot guard hears. */
let lost: ErrorEvent[]
beforeEach(() => {
  clock = new PushedClock()
  window = new SmallWindow()
  page = new TabletPage()
  failures = []
  tries = 0
  lost = []
  answer = undefined
  window.view.addEventListener('error', (event) => lost.push(event as ErrorEvent))
})

/** The manager that comes when the test says so. */
function begun(): UpdateManager {
  const arrived = new Promise<void>((resolve) => {
    arrives = resolve
  })
  const tablet = () => 'lobby-1'
  const fetch = async () => answer?.() ?? Promise.reject(new TypeError('Failed to fetch'))
  const settings = { version: 'r1' }
  return standIn({ clock, view: window.view, fetch, versionUrl: page.versionUrl, settings, tablet }, async () => {
    tries++
    const failure = failures.shift()
    if (failure) throw failure
    await arrived
    launched = page.launch('r1')
    const manager = await launched
    return () => manager
  })
}

async function arrived(): Promise<void> {
  arrives()
  await settled()
  await launched
  await settled()
}

describe('until the manager is here', () => {
  it('there is the state that every manager begins with, always the same, and the tablet’s id', async () => {
    const manager = begun()
    const { state } = manager
    expect(state).toEqual({
      phase: 'current',
      running: 'r1',
      holds: [],
      ready: false,
      stored: false,
      failed: {},
      tablet: 'lobby-1',
    })
    expect(manager.state).toBe(state)
    expect(manager.tablet).toBe('lobby-1')
    await arrived()
    expect(manager.state).toEqual({ ...state, access: 'open', news: expect.objectContaining({ version: 'r1' }) })
  })

  it('what is asked is done once it is, in that order', async () => {
    const manager = begun()
    manager.hold('door')
    manager.hold('call')
    manager.free('door')
    manager.notifyAppReady()
    const asked = manager.checkForUpdate()
    await arrived()
    expect(manager.state).toMatchObject({ holds: ['call'], ready: true })
    expect(await asked).toEqual({ update: false, version: 'r1' })
  })

  it('who listens hears that it is, and of every change from then on, until they stop', async () => {
    const manager = begun()
    const [listener, gone] = [vi.fn(), vi.fn()]
    const stop = manager.subscribe(listener)
    manager.subscribe(gone)()
    await arrived()
    expect(listener).toHaveBeenCalledTimes(1)
    manager.hold('call')
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
    manager.free('call')
    expect(listener).toHaveBeenCalledTimes(2)
    expect(gone).not.toHaveBeenCalled()
  })

  it('a rollback that nothing can do is refused as ever', async () => {
    page.withWorker = false
    const asked = begun().rollback()
    arrives()
    await expect(asked).rejects.toMatchObject({ code: 'worker-unavailable' })
  })
})

describe('a manager whose code cannot be fetched', () => {
  beforeEach(() => {
    failures = [new TypeError('Failed to fetch'), new TypeError('Failed to fetch')]
  })

  it('is tried for again, later each time, and the guard hears of it', async () => {
    const manager = begun()
    await settled()
    expect(tries).toBe(1)
    await clock.push(1)
    expect(tries).toBe(2)
    await clock.push(1)
    expect(tries).toBe(2)
    expect(lost).toMatchObject([
      { message: 'TypeError: Failed to fetch', filename: window.view.location.href },
      { message: 'TypeError: Failed to fetch' },
    ])
    manager.hold('call')
    await clock.push(1)
    await arrived()
    expect(tries).toBe(3)
    expect(manager.state.holds).toEqual(['call'])
  })

  it('is nothing that the guard may interrupt a call for', async () => {
    const manager = begun()
    manager.hold('call')
    await settled()
    expect(lost).toEqual([])
    manager.free('call')
    await clock.push(1)
    expect(lost).toHaveLength(1)
  })

  it('is what a page without a guard is loaded anew for, when the server answers', async () => {
    failures = Array.from({ length: 20 }, () => new TypeError('Failed to fetch'))
    const manager = begun()
    await clock.push(130)
    answer = () => new Response('<h1>Log in to this network</h1>')
    await clock.push(130)
    answer = () => new Response('{ "version": "r2" }')
    manager.hold('call')
    await clock.push(300)
    expect(window.reloads).toBe(0)
    manager.free('call')
    await clock.push(300)
    expect(window.reloads).toBe(1)
  })

  it('is the guard’s to be loaded anew for, where there is one', async () => {
    failures = Array.from({ length: 20 }, () => new TypeError('Failed to fetch'))
    answer = () => new Response('{ "version": "r2" }')
    window.view.relevoBoot = { up: () => undefined }
    begun()
    await clock.push(900)
    expect(window.reloads).toBe(0)
    expect(lost.length).toBeGreaterThan(8)
  })
})
