import { beforeEach, describe, expect, it } from 'vitest'
import { TabletPage } from './testing/tablet-page.ts'

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
  page.versionJson = { version: 'r2' }
})

const marked = (version: string) => `<head><meta name="relevo-version" content="${version}"><title>Panel</title>`

describe('a tablet without a worker', () => {
  it('looks whether the page is really there, asks, looks again and loads anew', async () => {
    page.pageText = marked('r2')
    const manager = await page.launch('r1')
    expect(page.pageLooks).toBe(1)
    expect(page.question?.version).toBe('r2')
    manager.applyUpdate()
    await page.clock.push(0)
    expect(page.pageLooks).toBe(2)
    expect(page.window.reloads).toBe(1)
  })

  it.each([
    { answer: 'an error page', status: 502, text: marked('r2'), detail: 'page: 502 text/html' },
    { answer: 'the page of another release', status: 200, text: marked('r1'), detail: 'page is of r1' },
    {
      answer: 'an unquoted marker of another',
      status: 200,
      text: '<meta content=r1 name=relevo-version>',
      detail: 'page is of r1',
    },
  ])('does not load anew while the server has $answer', async ({ status, text, detail }) => {
    Object.assign(page, { pageStatus: status, pageText: text })
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.window.reloads).toBe(0)
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'server-error', detail })
  })

  it('does not load anew when the server broke between the question and the answer', async () => {
    const manager = await page.launch('r1')
    page.pageStatus = 503
    manager.applyUpdate()
    await page.clock.push(0)
    expect(page.window.reloads).toBe(0)
    expect(manager.state.phase).toBe('backing_off')
  })

  it.each([
    { answer: 'a missing script', path: '/assets/app-1.js', status: 404, type: 'text/html' },
    { answer: 'the page in the place of a script', path: '/assets/app-1.js', status: 200, type: 'text/html' },
    { answer: 'a broken style sheet', path: '/assets/app-1.css', status: 502, type: 'text/css' },
  ])('does not load anew while the server has $answer', async ({ path, status, type }) => {
    page.pageText = `${marked('r2')}<script type="module" crossorigin src="./assets/app-1.js"></script>
      <link rel=stylesheet href=/assets/app-1.css><script src="https://cdn.test/other.js"></script>`
    page.assets = { [path]: { status, type } }
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.window.reloads).toBe(0)
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'server-error' })
    expect(page.assetLooks.sort()).toEqual(['HEAD /assets/app-1.css', 'HEAD /assets/app-1.js'])
    page.assets = {}
    await page.clock.push(11)
    expect(page.window.reloads).toBe(1)
  })

  it('looks at the address the page has by now, against the base of the page that comes, and not at comments', async () => {
    page.pageText = `${marked('r2')}<base href="/app/"><script src="assets/app-1.js"></script>
      <!--<script src="/old.js"></script>-->`
    page.assets = { '/old.js': { status: 404, type: 'text/html' } }
    const manager = await page.launch('r1', { countdown: 0 })
    page.window.location.href = 'http://panel.test/app/rooms/3'
    manager.applyUpdate()
    await page.clock.push(0)
    expect(page.looked.at(-1)).toBe('http://panel.test/app/rooms/3')
    expect(page.assetLooks).toContain('HEAD /app/assets/app-1.js')
    expect(page.window.reloads).toBe(1)
  })

  it('is not asked faster and faster by replicas that answer in turns', async () => {
    page.versionJsons = Array.from({ length: 400 }, (_, i) => ({ version: `r${2 + (i % 2)}` }))
    await page.launch('r1', { policy: 'auto', checkEvery: 3_000 })
    await page.clock.push(120)
    expect(page.checkIns.length).toBeLessThan(12)
    expect(page.window.reloads).toBe(0)
  })

  it('that is stuck is not asked faster and faster either', async () => {
    for (let i = 0; i < 4; i++) (await page.launch('r1', { policy: 'auto' })).stop()
    page.versionJsons = Array.from({ length: 400 }, (_, i) => ({ version: `r${2 + (i % 2)}` }))
    page.checkIns = []
    page.window.reloads = 0
    await page.launch('r1', { policy: 'auto', checkEvery: 3_000 })
    await page.clock.push(60)
    expect(page.checkIns.length).toBeLessThan(12)
  })

  it('does not mind a server that knows no HEAD', async () => {
    page.pageText = `${marked('r2')}<script src="/app.js"></script>`
    page.assets = { '/app.js': { status: 405, type: 'text/html' } }
    await page.launch('r1', { policy: 'auto' })
    expect(page.window.reloads).toBe(1)
  })

  it('asks once more before it leaves, and tells the server that it is about to', async () => {
    await page.launch('r1', { policy: 'auto' })
    expect(page.checkIns).toMatchObject([{ phase: 'current' }, { phase: 'switching', target: 'r2', release: 'r1' }])
    expect(page.window.reloads).toBe(1)
  })

  it('stays when the second answer is another release, as replicas give it during a deploy', async () => {
    page.versionJsons = [{ version: 'r2' }, { version: 'r1' }]
    const manager = await page.launch('r1', { policy: 'auto' })
    expect(page.window.reloads).toBe(0)
    expect(manager.state.phase).toBe('current')
  })
})

it('a page whose worker stores nothing goes by reload when version.json names no manifest', async () => {
  page.withWorker = true
  await page.launch('r1', { policy: 'auto' })
  expect(page.worker.kinds).toEqual([])
  expect(page.window.reloads).toBe(1)
})

it('a page served from the store is not reloaded for a release without a manifest', async () => {
  page.withWorker = true
  page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: {} }
  const manager = await page.launch('r1', { policy: 'auto' })
  expect(page.window.reloads).toBe(0)
  expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'manifest-invalid' })
})
