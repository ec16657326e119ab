import { beforeEach, describe, expect, it } from 'vitest'
import { TabletPage } from './testing/tablet-page.ts'

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
  page.versionJson = { version: 'r2' }
})

/** Start the page again and again, some seconds each: what reloads itself does that. */
async function start(version: string | (() => string), times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const manager = await page.launch(typeof version === 'string' ? version : version(), { policy: 'auto' })
    await page.clock.push(5)
    manager.stop()
  }
}

describe('a tablet that reloads and does not arrive', () => {
  it.each([
    { kept: 'in its storage', refuses: false, wiped: false },
    { kept: 'of the session, when the other is wiped at each start', refuses: false, wiped: true },
    { kept: 'in the window’s name, when storage is refused', refuses: true, wiped: false },
  ])('is stuck after three reloads, counted $kept', async ({ refuses, wiped }) => {
    page.window.refusesStorage = refuses
    for (let i = 0; i < 6; i++) {
      await start('r1', 1)
      if (wiped) page.window.wipeStorage()
    }
    expect(page.window.reloads).toBe(3)
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(manager.state).toMatchObject({
      phase: 'stuck',
      target: 'r2',
      error: 'reload-loop',
      detail: '3 to it, 3 in all',
    })
    expect(page.checkIns.at(-1)).toMatchObject({ phase: 'stuck', target: 'r2', error: 'reload-loop' })
    expect(page.reports.at(-1)).toMatchObject({ phase: 'stuck', target: 'r2', error: 'reload-loop' })
  })

  it('tries again by itself after an hour', async () => {
    await start('r1', 4)
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(manager.state.phase).toBe('stuck')
    await page.clock.push(3_601)
    expect(page.window.reloads).toBe(4)
  })

  it('tries again when the server orders it', async () => {
    await start('r1', 4)
    page.versionJson = { version: 'r2', retry: 'now that the proxy is mended' }
    await start('r1', 1)
    expect(page.window.reloads).toBe(4)
  })

  it('does not loop when a full storage takes no more counts', async () => {
    await start('r1', 1)
    page.window.full = true
    await start('r1', 8)
    expect(page.window.reloads).toBeLessThanOrEqual(4)
  })

  it('is not held up by a clock that was set back', async () => {
    await start('r1', 4)
    page.clock.at -= 7_200_000
    await start('r1', 1)
    expect(page.window.reloads).toBe(4)
  })
})

describe('a server that cannot be right', () => {
  it('always claims a newer release: the reloads of an hour are counted in all', async () => {
    for (let i = 2; i < 40; i++) {
      page.versionJson = { version: `r${i}` }
      await start('r1', 1)
    }
    expect(page.window.reloads).toBeLessThanOrEqual(12)
    expect((await page.launch('r1', { policy: 'auto' })).state).toMatchObject({ phase: 'stuck', error: 'reload-loop' })
  })

  it('has replicas that disagree, page and version.json: each release is left for the other three times', async () => {
    let replica = 0
    for (let i = 0; i < 30; i++) {
      const running = `r${1 + (replica % 2)}`
      replica += 1
      page.versionJson = { version: `r${1 + (replica % 2)}` }
      await start(running, 1)
    }
    expect(page.window.reloads).toBe(6)
  })

  it('has replicas that disagree, and a worker: nor are switches from the store without end', async () => {
    page.withWorker = true
    let switches = 0
    for (let i = 0; i < 20; i++) {
      const [running, wanted] = i % 2 ? ['r1', 'r2'] : ['r2', 'r1']
      page.worker.state = { protocol: 1, active: running, served: running, failed: {} }
      page.versionJson = { version: wanted, manifest: '/{version}.json' }
      page.worker.asked = []
      const manager = await page.launch(running, { policy: 'auto' })
      if (page.worker.kinds.includes('stage')) {
        await page.worker.done('stage')
        await page.worker.done('switch')
        switches += 1
      }
      manager.stop()
      await page.clock.push(30)
    }
    expect(switches).toBe(6)
  })
})
