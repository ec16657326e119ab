import { RelevoError } from '@relevo/core/errors'
import { beforeEach, describe, expect, it } from 'vitest'
import { settled } from './testing/pushed-clock.ts'
import { TabletPage } from './testing/tablet-page.ts'

const AT_R2 = { version: 'r2', manifest: '../releases/{version}/relevo.json', files: '../releases/files/{sha256}' }

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

  it.each([
    { sleep: 3600, wakes: 'is seen again', hidden: false },
    { sleep: 6, wakes: 'notices by its timer, visible', hidden: false },
    { sleep: 3 * 86_400, wakes: 'notices by its timer, hidden', hidden: true },
  ])(
    'a countdown that ran out in a sleep of $sleep s counts again when the page $wakes',
    async ({ sleep, wakes, hidden }) => {
      page.versionJson = AT_R2
      await page.launch('r1', { countdown: 60 })
      await page.worker.done('stage')
      await page.clock.push(59)
      page.clock.sleep(1 + sleep)
      page.window.document.hidden = hidden
      if (wakes === 'is seen again') page.window.document.dispatchEvent(new Event('visibilitychange'))
      await page.clock.push(0)
      const { deadline = 0 } = page.question ?? {}
      expect(deadline).toBe(page.clock.now() + 60_000)
      expect(page.worker.kinds).not.toContain('switch')
      await page.clock.push(61)
      expect(page.worker.kinds).toContain('switch')
    },
  )

  it('a hidden page whose timer is late by the minute that browsers allow themselves switches', async () => {
    page.versionJson = AT_R2
    await page.launch('r1', { countdown: 60 })
    await page.worker.done('stage')
    page.window.document.hidden = true
    page.clock.sleep(119)
    await page.clock.push(0)
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

describe('a release that there is no room for', () => {
  it('comes by the network: it is looked at, what is stored is forgotten, and the page loads anew', async () => {
    page.versionJson = AT_R2
    page.pageText = '<meta name="relevo-version" content="r2">'
    const manager = await page.launch('r1', { policy: 'auto' })
    await page.worker.refuses('stage', 'no-space', '2000 of 1000 bytes')
    expect(page.pageLooks).toBe(2)
    expect(page.checkIns.at(-1)).toMatchObject({ phase: 'switching', target: 'r2' })
    expect(manager.state.trouble).toBe('no-space')
    expect(page.window.reloads).toBe(0)
    await page.worker.done('empty')
    expect(page.window.reloads).toBe(1)
  })

  it('does not cost what is stored while the server does not have it', async () => {
    page.versionJson = AT_R2
    page.pageStatus = 502
    const manager = await page.launch('r1', { policy: 'auto' })
    await page.worker.refuses('stage', 'no-space')
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'server-error' })
    await page.clock.push(11)
    expect(page.worker.kinds).toEqual(['stage'])
  })
})

describe('a carrier of the app’s own', () => {
  it('brings the release, and the page loads anew once it has switched', async () => {
    const asked: string[] = []
    page.versionJson = AT_R2
    page.carrier = {
      stage: async (target) => void asked.push(`stage ${target}`),
      switch: async (target) => void asked.push(`switch ${target}`),
    }
    const manager = await page.launch('r1')
    manager.applyUpdate()
    await settled()
    expect(asked).toEqual(['stage r2', 'switch r2'])
    expect(page.window.reloads).toBe(1)
    expect(page.worker.kinds).toEqual([])
  })

  it('is done without where its worker cannot be', async () => {
    page.versionJson = AT_R2
    page.withWorker = false
    page.carrier = {
      stage: async () => Promise.reject(new RelevoError('worker-unavailable', 'not a secure context')),
      switch: async () => undefined,
    }
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.pageLooks).toBe(2)
    expect(page.window.reloads).toBe(1)
    expect(manager.state.trouble).toBe('worker-unavailable')
  })

  it('is tried again later when it fails, and counts against the budget when it does nothing', async () => {
    page.versionJson = AT_R2
    page.carrier = {
      stage: async () => Promise.reject(new RelevoError('network', 'sw.js')),
      switch: async () => undefined,
    }
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'network', detail: 'sw.js' })
    page.carrier.stage = async () => undefined
    await page.clock.push(11)
    expect(page.window.reloads).toBe(1)
    manager.stop()
    for (let i = 0; i < 4; i++) (await page.launch('r1', { policy: 'auto' })).stop()
    expect(page.window.reloads).toBe(3)
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

  it('is not fetched again and again when there is no room for it', async () => {
    page.worker.state = { protocol: 1, failed: {} }
    page.versionJson = { ...AT_R2, version: 'r1' }
    const manager = await page.launch('r1')
    manager.notifyAppReady()
    await settled()
    await page.worker.refuses('stage', 'no-space', '2000 of 1000 bytes')
    expect(manager.state).toMatchObject({ phase: 'current', trouble: 'no-space' })
    await page.clock.push(3600)
    expect(page.worker.kinds).toEqual(['stage'])
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
