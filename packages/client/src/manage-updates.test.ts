import { beforeEach, describe, expect, it } from 'vitest'
import { settled } from './testing/pushed-clock.ts'
import { TabletPage } from './testing/tablet-page.ts'

const AT_R2 = { version: 'r2', manifest: '../releases/{version}/relevo.json', files: '../releases/files/{sha256}' }
const TRIAL = { version: 'r1', token: 'secret', deadline: 1_030_000 }

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: {} }
})

describe('the way to a release', () => {
  it('is staged by the worker, asked for, switched to, and loaded', async () => {
    page.versionJson = { ...AT_R2, notes: 'Faster calls' }
    const manager = await page.launch('r1')
    expect(manager.state).toMatchObject({ phase: 'downloading', target: 'r2', tablet: 'lobby-1' })
    page.worker.progress(50, 200)
    expect(manager.state).toMatchObject({ loaded: 50, total: 200 })
    expect(await page.worker.done('stage', { staged: 'r2' })).toEqual({
      ask: 'stage',
      version: 'r2',
      manifest: 'http://panel.test/releases/r2/relevo.json',
      files: 'http://panel.test/releases/files/{sha256}',
      running: false,
    })
    expect(page.question).toEqual({ version: 'r2', notes: 'Faster calls', deadline: 1_060_000, mayDefer: true })
    page.answers.accept()
    await settled()
    expect(page.question).toBeUndefined()
    expect(page.window.reloads).toBe(0)
    await page.worker.done('switch')
    expect(page.window.reloads).toBe(1)
  })

  it('goes by itself when the countdown ends', async () => {
    page.versionJson = AT_R2
    await page.launch('r1', { countdown: 20 })
    await page.worker.done('stage')
    await page.clock.push(19)
    expect(page.worker.kinds).toEqual(['stage'])
    await page.clock.push(2)
    expect(page.worker.kinds).toEqual(['stage', 'switch'])
  })

  it('is asked again later, as often as is allowed', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { countdown: 0, later: 600, laterLimit: 1 })
    await page.worker.done('stage')
    manager.later()
    expect(page.question).toBeUndefined()
    await page.clock.push(601)
    expect(page.question).toEqual({ version: 'r2', mayDefer: false })
  })

  it('waits for a call, and is looked at again when the tablet wakes', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    manager.hold('call')
    await page.worker.done('stage')
    expect(page.worker.kinds).not.toContain('switch')
    manager.free('call')
    await settled()
    expect(page.worker.kinds).toContain('switch')
  })

  it('a countdown that ran out in the tablet’s sleep switches when it wakes', async () => {
    page.versionJson = AT_R2
    await page.launch('r1')
    await page.worker.done('stage')
    page.clock.sleep(3600)
    page.window.document.dispatchEvent(new Event('visibilitychange'))
    await settled()
    expect(page.worker.kinds).toContain('switch')
  })

  it('starts over after a failed download, after a while or when the network is back', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1')
    await page.worker.refuses('stage', 'file-corrupt', 'assets/app.js')
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'file-corrupt', detail: 'assets/app.js' })
    await page.clock.push(11)
    expect(manager.state.phase).toBe('downloading')
    await page.worker.refuses('stage', 'network')
    page.window.dispatchEvent(new Event('online'))
    expect(manager.state.phase).toBe('downloading')
  })

  it('does not load anew when the worker refuses the switch', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    await page.worker.done('stage')
    await page.worker.refuses('switch', 'switch-refused')
    expect(page.window.reloads).toBe(0)
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'switch-refused' })
  })
})

describe('a kiosk that swallows reloads', () => {
  it('is sent to an address of its own, and then says so', async () => {
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    await page.worker.done('stage')
    await page.worker.done('switch')
    await page.clock.push(10)
    expect(page.window.replaced).toEqual(['http://panel.test/?tablet=lobby-1&relevo=r2'])
    expect(manager.state.phase).toBe('switching')
    await page.clock.push(10)
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'reload-ignored' })
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

  it('loads anew when the worker could not navigate it', async () => {
    await page.launch('r1')
    page.worker.tell({ tell: 'reload' })
    expect(page.window.reloads).toBe(1)
  })
})

describe('a page that is not on trial', () => {
  it('is not judged by what it throws', async () => {
    const manager = await page.launch('r1')
    page.window.throws(new Error('an app’s everyday error'))
    await page.clock.push(60)
    expect(page.worker.kinds).toEqual([])
    expect(manager.state.ready).toBe(true)
  })

  it('from the network is kept by the worker once it is up', async () => {
    page.worker.state = { protocol: 1, failed: {} }
    page.versionJson = { ...AT_R2, version: 'r1' }
    const manager = await page.launch('r1')
    expect(page.worker.kinds).toEqual([])
    manager.notifyAppReady()
    await settled()
    expect(await page.worker.done('stage', { active: 'r1' })).toMatchObject({ version: 'r1', running: true })
    expect(manager.state.stored).toBe(true)
  })

  it('is kept before the next release is downloaded, so that it can be gone back to', async () => {
    page.worker.state = { protocol: 1, failed: {} }
    const manager = await page.launch('r1', { policy: 'auto' })
    manager.notifyAppReady()
    page.versionJson = AT_R2
    await manager.checkForUpdate()
    await settled()
    expect(page.worker.kinds).toEqual(['stage'])
    expect(await page.worker.done('stage', { active: 'r1' })).toMatchObject({ version: 'r1', running: true })
    expect(await page.worker.done('stage')).toMatchObject({ version: 'r2', running: false })
    expect(page.worker.kinds).toEqual(['stage', 'stage', 'switch'])
  })
})

describe('a release that failed here', () => {
  const failure = { code: 'boot-error', detail: 'Error: no', at: 0, told: false } as const
  beforeEach(() => {
    page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: { r2: failure } }
    page.versionJson = AT_R2
  })

  it('is reported at once, and the worker hears that the server knows', async () => {
    const manager = await page.launch('r1')
    expect(manager.state).toMatchObject({ phase: 'rolled_back', target: 'r2', error: 'boot-error' })
    expect(page.checkIns).toHaveLength(2)
    expect(page.checkIns[1]).toMatchObject({ phase: 'rolled_back', target: 'r2', error: 'boot-error' })
    expect(page.reports.at(-1)).toMatchObject({ phase: 'rolled_back', detail: 'Error: no' })
    expect(await page.worker.done('told', { failed: { r2: { ...failure, told: true } } })).toMatchObject({
      version: 'r2',
    })
    await page.clock.push(3600)
    expect(page.worker.kinds).toEqual(['told'])
  })

  it('is tried again when version.json allows it', async () => {
    page.versionJson = { ...AT_R2, retry: 'again-1' }
    page.worker.state = { ...page.worker.state, failed: { r2: { ...failure, told: true } } }
    const manager = await page.launch('r1')
    expect(await page.worker.done('retry', { failed: {} })).toMatchObject({ version: 'r2', retry: 'again-1' })
    expect(manager.state.phase).toBe('downloading')
  })

  it('stays failed under the retry it failed under', async () => {
    page.versionJson = { ...AT_R2, retry: 'again-1' }
    page.worker.state = { ...page.worker.state, failed: { r2: { ...failure, told: true, retry: 'again-1' } } }
    const manager = await page.launch('r1')
    expect(manager.state.phase).toBe('rolled_back')
    expect(page.worker.kinds).toEqual([])
  })
})

describe('orders of version.json', () => {
  it('block releases once', async () => {
    page.versionJson = { version: 'r1', blocked: ['r2'] }
    const manager = await page.launch('r1')
    expect(await page.worker.done('block')).toMatchObject({ versions: ['r2'] })
    await manager.checkForUpdate()
    expect(page.worker.kinds).toEqual(['block'])
  })

  it('unregister the worker for good, until they are taken back', async () => {
    page.versionJson = { version: 'r1', directive: { do: 'unregister', id: 'd1' } }
    await page.launch('r1')
    await page.worker.done('directive')
    page.worker.asked = []
    const again = await page.launch('r1')
    expect(page.worker.asked).toEqual([])
    page.versionJson = { version: 'r1' }
    await again.checkForUpdate()
    await page.launch('r1')
    expect(page.worker.asked).toMatchObject([{ ask: 'hello' }])
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

describe('a worker that cannot work', () => {
  it('is done without, and reported', async () => {
    page.worker.helloFails = 'worker-unavailable'
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.checkIns[0]).toMatchObject({ error: 'worker-unavailable' })
    expect(page.window.reloads).toBe(1)
    expect(manager.state.phase).toBe('switching')
  })

  it('that is silent is asked again with the next news', async () => {
    page.worker.helloFails = 'worker-silent'
    await page.launch('r1')
    page.worker.helloFails = undefined
    await page.clock.push(700)
    expect(page.checkIns.at(-1)).not.toHaveProperty('error')
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
