import { beforeEach, describe, expect, it, vi } from 'vitest'
import { standIn } from './stand-in.ts'
import { settled } from './testing/pushed-clock.ts'
import { TabletPage } from './testing/tablet-page.ts'
import type { UpdateManager } from './update-manager.ts'

let page: TabletPage
let arrives: () => void
/** Ends the watch over what the page throws. */
const stop = vi.fn()
beforeEach(() => {
  stop.mockClear()
  page = new TabletPage()
})

/** The manager that starts when the test says so. */
function begun(start = () => page.start('r1')): UpdateManager {
  const arrived = new Promise<void>((resolve) => {
    arrives = resolve
  })
  const settings = { version: 'r1' }
  const tablet = () => 'lobby-1'
  return standIn({ view: page.window.view, settings, tablet, early: { stop } }, arrived, start)
}

async function arrived(): Promise<void> {
  arrives()
  await settled()
}

describe('until the manager has started', () => {
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
    expect(listener).toHaveBeenCalled()
    listener.mockClear()
    manager.hold('call')
    expect(listener).toHaveBeenCalledTimes(1)
    stop()
    manager.free('call')
    expect(listener).toHaveBeenCalledTimes(1)
    expect(gone).not.toHaveBeenCalled()
  })

  it('a rollback that nothing can do is refused as ever', async () => {
    page.withWorker = false
    const asked = begun().rollback()
    arrives()
    await expect(asked).rejects.toMatchObject({ code: 'worker-unavailable' })
  })

  it('an ask that throws costs no other', async () => {
    const manager = begun()
    manager.subscribe(() => {
      throw new Error('the app’s')
    })
    manager.hold('call')
    await arrived()
    expect(manager.state.holds).toEqual(['call'])
    expect(page.window.faults.map(String)).toContain('Error: the app’s')
  })

  it('one that is stopped never starts, and watches nothing any more', async () => {
    const manager = begun()
    expect(stop).not.toHaveBeenCalled()
    manager.stop()
    expect(stop).toHaveBeenCalled()
    await arrived()
    expect(page.checkIns).toEqual([])
    expect(page.worker.asked).toEqual([])
  })

  it('what one is asked that is stopped before is answered or refused, whenever it was asked', async () => {
    const manager = begun()
    const asks = () => [manager.checkForUpdate(), manager.rollback(), manager.enrol('K7Q2-M9XB')]
    const before = asks()
    manager.stop()
    arrives()
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'worker-unavailable' }) }
    const expected = [{ status: 'fulfilled', value: { update: false } }, refused, refused]
    expect(await Promise.allSettled(before)).toEqual(expected)
    expect(await Promise.allSettled(asks())).toEqual(expected)
    expect(page.checkIns).toEqual([])
  })

  it('whoever asked one that cannot start hears why', async () => {
    const broken = new Error('no start')
    const manager = begun(() => {
      throw broken
    })
    const asked = Promise.allSettled([manager.checkForUpdate(), manager.rollback()])
    arrives()
    expect(await asked).toEqual(Array(2).fill({ status: 'rejected', reason: broken }))
  })
})
