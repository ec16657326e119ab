import { beforeEach, describe, expect, it } from 'vitest'
import { TabletPage } from './testing/tablet-page.ts'

const AT_R2 = { version: 'r2', manifest: '../releases/{version}/relevo.json', files: '../releases/files/{sha256}' }

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: {} }
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

describe('a server that changed its mind', () => {
  it('calls off the release that waits for the next start', async () => {
    page.worker.state = { protocol: 1, active: 'r1', served: 'r1', staged: 'r2', failed: {} }
    page.versionJson = { ...AT_R2, version: 'r1' }
    await page.launch('r1')
    expect(await page.worker.done('switch')).toEqual({ ask: 'switch', version: 'r1' })
    expect(page.window.reloads).toBe(0)
  })
})

describe('storage that fails', () => {
  it('is done without until it is back: then the release is stored as ever', async () => {
    page.worker.helloFails = 'storage-unavailable'
    page.versionJson = { version: 'r1' }
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(manager.state.trouble).toBe('storage-unavailable')
    page.worker.helloFails = undefined
    page.versionJson = AT_R2
    await manager.checkForUpdate()
    expect(manager.state.trouble).toBeUndefined()
    expect(page.worker.kinds).toEqual(['stage'])
    expect(page.window.reloads).toBe(0)
  })

  it('does not keep an update away meanwhile', async () => {
    page.worker.helloFails = 'storage-unavailable'
    page.versionJson = AT_R2
    await page.launch('r1', { policy: 'auto' })
    expect(page.window.reloads).toBe(1)
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

describe('a worker that cannot work', () => {
  it('is done without, and reported', async () => {
    page.worker.helloFails = 'worker-unavailable'
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.checkIns[0]).toMatchObject({ error: 'worker-unavailable' })
    expect(page.window.reloads).toBe(1)
    expect(manager.state.phase).toBe('switching')
  })

  it('that stays silent, as another worker in its place would, is done without', async () => {
    page.worker.helloFails = 'worker-silent'
    page.versionJson = AT_R2
    const manager = await page.launch('r1', { policy: 'auto' })
    await page.worker.refuses('stage', 'worker-silent')
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'worker-silent' })
    await manager.checkForUpdate()
    expect(page.window.reloads).toBe(0)
    await page.clock.push(15)
    expect(page.window.reloads).toBe(1)
  })

  it('that is silent is asked again with the next news', async () => {
    page.worker.helloFails = 'worker-silent'
    await page.launch('r1')
    page.worker.helloFails = undefined
    await page.clock.push(700)
    expect(page.checkIns.at(-1)).not.toHaveProperty('error')
  })
})
