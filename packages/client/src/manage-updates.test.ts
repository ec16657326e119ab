import { beforeEach, describe, expect, it } from 'vitest'
import { identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { settled } from './testing/pushed-clock.ts'
import { TabletPage } from './testing/tablet-page.ts'

const AT_R2 = { version: 'r2', manifest: '../releases/{version}/relevo.json', files: '../releases/files/{sha256}' }
const TRIAL = { version: 'r1', token: 'secret', deadline: 1_030_000 }

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: {} }
})

describe('a page that goes by another id than last time', () => {
  beforeEach(() => {
    const keep = openKeep(page.window.view)
    identify('?tablet=tablet-1f', keep)
    identify('?tablet=lobby-1', keep)
  })
  const said = () => page.checkIns.map(({ was }) => was)

  it('says which it had, until a check-in is answered, and claims it no more on the line', async () => {
    page.versionJson = undefined
    const manager = await page.launch('r1')
    page.versionJson = '<h1>Log in to this network</h1>'
    await manager.checkForUpdate()
    page.versionJson = { version: 'r1' }
    await manager.checkForUpdate()
    await manager.checkForUpdate()
    expect(said()).toEqual(['tablet-1f', 'tablet-1f', 'tablet-1f', undefined])
    expect(page.reports.map(({ was }) => was)).toEqual(['tablet-1f', undefined])
  })

  it('says it after a reload again when nobody answered', async () => {
    page.versionJson = undefined
    const manager = await page.launch('r1')
    manager.stop()
    page.versionJson = { version: 'r1' }
    await page.launch('r1')
    const again = await page.launch('r1')
    again.stop()
    expect(said()).toEqual(['tablet-1f', 'tablet-1f', undefined])
  })
})

describe('a page on trial', () => {
  beforeEach(() => {
    page.worker.state = { protocol: 1, active: 'r0', served: 'r1', trial: TRIAL, failed: {} }
  })

  it('is confirmed by the app, with its token, and checks in at once', async () => {
    const manager = await page.launch('r1', { ready: 'manual' })
    expect(manager.state).toMatchObject({ phase: 'trial', token: 'secret' })
    expect(page.checkIns).toMatchObject([{ tablet: 'lobby-1', release: 'r1', phase: 'trial' }])
    manager.notifyAppReady()
    const { trial: _, ...settledSlots } = page.worker.state
    page.worker.state = settledSlots
    expect(await page.worker.done('ready', { active: 'r1', previous: 'r0' })).toEqual({ ask: 'ready', token: 'secret' })
    expect(manager.state).toMatchObject({ phase: 'current', stored: true })
    expect(page.checkIns.at(-1)).toMatchObject({ phase: 'current' })
  })

  it('is confirmed when it shows something and threw nothing for 5 s', async () => {
    await page.launch('r1')
    await page.clock.push(4)
    expect(page.worker.kinds).toEqual([])
    await page.clock.push(1.5)
    expect(page.worker.kinds).toEqual(['ready'])
  })

  it('that throws goes back, and says why', async () => {
    await page.launch('r1')
    page.window.throws(new TypeError('x is not a function'))
    await page.clock.push(1)
    expect(page.worker.asked.at(-1)).toEqual({
      ask: 'boot-failed',
      token: 'secret',
      code: 'boot-error',
      detail: 'TypeError: x is not a function',
    })
  })

  it('that threw before the worker answered goes back too', async () => {
    const launching = page.launch('r1')
    page.window.throws(new Error('at once'))
    await launching
    expect(page.worker.kinds).toEqual(['boot-failed'])
  })

  it('that shows nothing goes back before the worker loses patience', async () => {
    page.window.shows = false
    await page.launch('r1')
    await page.clock.push(27.9)
    expect(page.worker.kinds).toEqual([])
    await page.clock.push(0.5)
    expect(page.worker.asked.at(-1)).toMatchObject({ ask: 'boot-failed', code: 'boot-blank' })
  })

  it('never says it is current once its release has failed', async () => {
    await page.launch('r1', { ready: 'manual' })
    const failure = { code: 'boot-timeout', at: 0, told: false } as const
    page.reports = []
    page.checkIns = []
    page.worker.tell({ tell: 'slots', slots: { protocol: 1, active: 'r0', served: 'r1', failed: { r1: failure } } })
    await settled()
    expect(page.reports).toEqual([])
    expect(page.checkIns).toEqual([])
  })

  it('loads anew when its release failed while it was on its way', async () => {
    page.worker.state = {
      protocol: 1,
      active: 'r0',
      served: 'r1',
      failed: { r1: { code: 'boot-error', at: 0, told: false } },
    }
    await page.launch('r1')
    expect(page.window.reloads).toBe(1)
  })

  const failed = (told: boolean) => {
    const failure = { code: 'boot-error', at: 0, told } as const
    page.worker.tell({ tell: 'slots', slots: { protocol: 1, active: 'r0', served: 'r1', failed: { r1: failure } } })
  }

  it('leaves by itself when its release has failed and it is still here after 15 s, whatever it hears meanwhile', async () => {
    await page.launch('r1', { ready: 'manual' })
    failed(false)
    await page.clock.push(5)
    failed(true)
    await page.clock.push(9.9)
    expect(page.window.reloads).toBe(0)
    await page.clock.push(0.2)
    expect(page.window.reloads).toBe(1)
    failed(true)
    await page.clock.push(10)
    expect(page.window.replaced).toHaveLength(1)
  })

  it('stays when it was stopped before it heard that its release has failed', async () => {
    page.window.throws(new Error('the app’s'))
    const manager = await page.launch('r1')
    const asked = manager.rollback()
    manager.stop()
    const failure = { code: 'rolled-back-by-app', at: 0, told: false } as const
    await page.worker.done('rollback', { active: 'r0', served: 'r1', failed: { r1: failure } })
    await asked
    await page.clock.push(60)
    expect(page.window.reloads).toBe(0)
  })

  it('loads anew when the worker could not navigate it', async () => {
    await page.launch('r1')
    page.worker.tell({ tell: 'reload' })
    expect(page.window.reloads).toBe(1)
  })
})

describe('force', () => {
  it('of version.json switches without consent', async () => {
    page.versionJson = { ...AT_R2, force: true }
    await page.launch('r1')
    await page.worker.done('stage')
    expect(page.worker.kinds).toContain('switch')
  })

  it.each([
    { trustHints: false, kinds: ['stage'] },
    { trustHints: true, kinds: ['stage', 'switch'] },
  ])('of a hint counts only where hints are trusted: $trustHints', async ({ trustHints, kinds }) => {
    await page.launch('r1', { trustHints, countdown: 0 })
    page.versionJson = AT_R2
    page.hint({ version: 'r2', force: true })
    await page.clock.push(0)
    await page.worker.done('stage')
    expect(page.worker.kinds).toEqual(kinds)
  })
})

describe('the manager as an app sees it', () => {
  it('gives a new snapshot with every change, and tells who subscribed', async () => {
    const { state, subscribe, hold, free } = await page.launch('r1')
    const manager = await page.launch('r1')
    const seen: unknown[] = []
    const unsubscribe = manager.subscribe(() => seen.push(manager.state))
    const before = manager.state
    manager.hold('call')
    expect(seen).toEqual([manager.state])
    expect(manager.state).not.toBe(before)
    manager.hold('call')
    expect(seen).toHaveLength(1)
    unsubscribe()
    manager.free('call')
    expect(seen).toHaveLength(1)
    expect([state.phase, typeof subscribe, typeof hold, typeof free]).toEqual(['current', ...Array(3).fill('function')])
  })

  it('gives the very same snapshot until it tells its listeners, as a store hook wants', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1')
    const told: unknown[] = []
    manager.subscribe(() => told.push(manager.state))
    manager.hold('call')
    await page.worker.done('stage')
    expect(manager.state).toMatchObject({ phase: 'staged' })
    expect(manager.state).toBe(told.at(-1))
    expect(new Set(told).size).toBe(told.length)
    const before = manager.state
    manager.hold('call')
    manager.free('dialog')
    expect(manager.state).toBe(before)
    await page.clock.push(600)
    expect(manager.state).toBe(told.at(-1))
  })

  it('goes on when a listener throws, and shows the fault', async () => {
    const manager = await page.launch('r1')
    manager.subscribe(() => {
      throw new Error('mine')
    })
    manager.hold('call')
    expect(manager.state.holds).toEqual(['call'])
    expect(page.window.faults).toEqual([new Error('mine')])
  })

  it('takes calls of a listener after the change it heard of', async () => {
    const manager = await page.launch('r1')
    manager.subscribe(() => manager.hold('second'))
    manager.hold('first')
    expect(manager.state.holds).toEqual(['first', 'second'])
  })

  it('says whether there is an update, and nothing when the server could not be asked', async () => {
    const manager = await page.launch('r1')
    expect(await manager.checkForUpdate()).toEqual({ update: false, version: 'r1' })
    page.versionJson = undefined
    expect(await manager.checkForUpdate()).toEqual({ update: false })
    page.versionJson = AT_R2
    expect(await manager.checkForUpdate()).toEqual({ update: true, version: 'r2' })
  })

  it('looks once more when it is asked while it looks: what is under way may say something old', async () => {
    const manager = await page.launch('r1')
    const before = page.checkIns.length
    const first = manager.checkForUpdate()
    while (page.checkIns.length === before) await null // until it is on its way
    page.versionJson = AT_R2
    expect(await manager.checkForUpdate()).toEqual({ update: true, version: 'r2' })
    expect(await first).toMatchObject({ version: 'r1' })
  })

  it('goes no further once it is stopped, whatever it was waiting for', async () => {
    page.versionJson = AT_R2
    const downloading = await page.launch('r1', { policy: 'auto' })
    downloading.stop()
    downloading.hold('call')
    expect(downloading.state.holds).toEqual([])
    await page.worker.done('stage')
    expect(page.worker.kinds).toEqual(['stage'])
    const switching = await page.launch('r1', { policy: 'auto' })
    await page.worker.done('stage')
    switching.stop()
    await page.worker.done('switch')
    expect(page.window.reloads).toBe(0)
  })

  it('leaves nothing behind when it is stopped', async () => {
    const manager = await page.launch('r1', { inUse: 30, hours: { from: '02:00', to: '05:00' } })
    manager.stop()
    await settled()
    expect(page.clock.waiting).toBe(0)
    page.checkIns = []
    page.window.dispatchEvent(new Event('online'))
    await settled()
    expect(page.checkIns).toEqual([])
  })
})

describe('hours', () => {
  const hours = { from: '02:00', to: '05:00', timeZone: 'UTC' }

  it('that ended in a sleep hold when the page wakes up', async () => {
    page.clock.at = Date.parse('2025-06-01T04:00:00Z')
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto', hours })
    manager.hold('call')
    await page.worker.done('stage')
    page.clock.sleep(4 * 3600)
    page.window.dispatchEvent(new Event('visibilitychange'))
    manager.free('call')
    expect(manager.state).toMatchObject({ phase: 'staged', holds: ['hours'] })
    expect(page.worker.kinds).not.toContain('switch')
  })

  it('hold to the second when a countdown runs out after them', async () => {
    page.clock.at = Date.parse('2025-06-01T04:59:45Z')
    page.versionJson = AT_R2
    await page.launch('r1', { countdown: 20, hours })
    await page.worker.done('stage')
    await page.clock.push(21)
    expect(page.worker.kinds).not.toContain('switch')
  })
})
