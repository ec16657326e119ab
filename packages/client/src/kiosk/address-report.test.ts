import { readShownAddress } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TabletPage } from '../testing/tablet-page.ts'
import { kioskOf } from './kiosk.ts'

const TRIAL = { version: 'r1', token: 'secret', deadline: 1_030_000 }

let page: TabletPage
const info = vi.spyOn(console, 'info').mockImplementation(() => undefined)
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
})
afterEach(() => void info.mockClear())

function launch(reportInAddress = true) {
  page.kiosk = kioskOf(page.window.view, page.clock, { reportInAddress })
  return page.launch('r1')
}
const address = () => page.window.location.href

it('says release and tablet once the release is up, and keeps the query', async () => {
  const manager = await launch()
  expect(address()).toBe('http://panel.test/?tablet=lobby-1')
  manager.notifyAppReady()
  expect(address()).toBe('http://panel.test/?tablet=lobby-1#relevo=r1&tablet=lobby-1')
  expect(readShownAddress(address())).toEqual({ tablet: 'lobby-1', release: 'r1' })
})

it('says nothing where it was not asked for', async () => {
  const manager = await launch(false)
  manager.notifyAppReady()
  expect(address()).toBe('http://panel.test/?tablet=lobby-1')
})

it('says a release on trial only once the worker keeps it', async () => {
  page.withWorker = true
  page.worker.state = { protocol: 1, active: 'r0', served: 'r1', trial: TRIAL, failed: {} }
  const manager = await launch()
  manager.notifyAppReady()
  expect(address()).not.toContain('#')
  const { trial: _, ...kept } = page.worker.state
  page.worker.state = kept
  await page.worker.done('ready', { active: 'r1', previous: 'r0' })
  expect(address()).toContain('#relevo=r1&tablet=lobby-1')
})

it('says it again after the app went to an address of its own', async () => {
  const manager = await launch()
  manager.notifyAppReady()
  page.window.location.href = 'http://panel.test/rooms/3?tablet=lobby-1'
  await manager.checkForUpdate()
  expect(address()).toBe('http://panel.test/rooms/3?tablet=lobby-1#relevo=r1&tablet=lobby-1')
})

it('leaves an app alone that routes by its fragment, and says so once', async () => {
  page.window.location.href = 'http://panel.test/?tablet=lobby-1#/rooms/3'
  const manager = await launch()
  manager.notifyAppReady()
  await manager.checkForUpdate()
  expect(address()).toBe('http://panel.test/?tablet=lobby-1#/rooms/3')
  expect(info).toHaveBeenCalledTimes(1)
})

it('gives way to an app that begins to', async () => {
  const manager = await launch()
  manager.notifyAppReady()
  page.window.location.href = 'http://panel.test/?tablet=lobby-1#/rooms/3'
  await manager.checkForUpdate()
  expect(address()).toBe('http://panel.test/?tablet=lobby-1#/rooms/3')
})

it('is gone when the page starts anew, before a router takes it for a route, whatever the app wants by now', () => {
  for (const reportInAddress of [true, false]) {
    page.window.location.href = 'http://panel.test/?tablet=lobby-1#relevo=r0&tablet=lobby-1'
    kioskOf(page.window.view, page.clock, { reportInAddress })
    expect(address()).toBe('http://panel.test/?tablet=lobby-1')
  }
})

it('is said no more by a manager that has stopped', async () => {
  const manager = await launch()
  manager.stop()
  manager.notifyAppReady()
  expect(address()).not.toContain('#')
})
