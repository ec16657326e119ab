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

  it.each([{ refusesStorage: false }, { refusesStorage: true }])(
    'stops after three reloads that did not bring the release, storage refused: $refusesStorage',
    async ({ refusesStorage }) => {
      page.window.refusesStorage = refusesStorage
      for (let i = 0; i < 5; i++) (await page.launch('r1', { policy: 'auto' })).stop()
      expect(page.window.reloads).toBe(3)
      const manager = await page.launch('r1', { policy: 'auto' })
      expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'reload-ignored' })
    },
  )

  it('tries again after an hour, and counts anew once it has arrived', async () => {
    for (let i = 0; i < 4; i++) (await page.launch('r1', { policy: 'auto' })).stop()
    page.clock.sleep(3601)
    ;(await page.launch('r1', { policy: 'auto' })).stop()
    expect(page.window.reloads).toBe(4)
    ;(await page.launch('r2')).stop()
    for (let i = 0; i < 4; i++) (await page.launch('r1', { policy: 'auto' })).stop()
    expect(page.window.reloads).toBe(7)
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
