import { beforeEach, expect, it } from 'vitest'
import { settled } from './testing/pushed-clock.ts'
import { TabletPage } from './testing/tablet-page.ts'

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
})

async function loseChunk(): Promise<void> {
  page.window.dispatchEvent(new Event('vite:preloadError'))
  await settled()
}

it('a chunk that is gone with its release brings the new one in, and nobody is asked', async () => {
  const manager = await page.launch('r1', { countdown: 0 })
  page.versionJson = { version: 'r2' }
  await loseChunk()
  expect(manager.state.phase).toBe('switching')
  expect(page.window.reloads).toBe(1)
})

it('a chunk that is gone while its release is the wanted one is loaded anew with the page, once for the release', async () => {
  await page.launch('r1')
  await loseChunk()
  expect(page.window.reloads).toBe(1)
  await page.launch('r1')
  await loseChunk()
  await loseChunk()
  expect(page.window.reloads).toBe(1)
})

it('a chunk that was lost before the manager started is not forgotten', async () => {
  page.earlier = (window) => window.dispatchEvent(new Event('vite:preloadError'))
  await page.launch('r1')
  expect(page.window.reloads).toBe(1)
})

it('a page that the server cannot give stays', async () => {
  const manager = await page.launch('r1')
  page.pageStatus = 502
  await loseChunk()
  expect(page.window.reloads).toBe(0)
  expect(manager.state).toMatchObject({ phase: 'current', trouble: undefined })
  page.pageStatus = 200
  await loseChunk()
  expect(page.window.reloads).toBe(1)
})

it('a call is not cut off', async () => {
  const manager = await page.launch('r1')
  manager.hold('call')
  await loseChunk()
  expect(page.window.reloads).toBe(0)
  manager.free('call')
  await loseChunk()
  expect(page.window.reloads).toBe(1)
})
