import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { purgeScript } from '../src/ladder/purge-script.ts'

/** A worker that answers every navigation with the page it stored first, as a stale one does. It is not ours. */
const STALE_WORKER = `
  self.addEventListener('install', (event) => {
    self.skipWaiting()
    event.waitUntil(caches.open('stale').then((cache) => cache.add('/')))
  })
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
  self.addEventListener('fetch', (event) => {
    if (event.request.mode === 'navigate') event.respondWith(caches.match('/').then((found) => found ?? fetch(event.request)))
  })
`

let server: Server
let origin: string
/** What the page is now, and what was asked for. */
let release = 'r1'
let asked: string[] = []

test.beforeEach(async () => {
  release = 'r1'
  asked = []
  server = createServer((request, response) => {
    const { url = '' } = request
    if (url === '/sw.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(STALE_WORKER)
    asked.push(url)
    // As some servers are set up: a browser may keep the page for a day.
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=86400' })
    return response.end(`<!doctype html><title>${release}</title><h1>${release}</h1>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
test.afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** A wall tablet on r1, behind a worker that will never let r2 through. */
async function stalePage(page: Page): Promise<void> {
  await page.goto(`${origin}/`)
  await page.evaluate(async () => {
    localStorage.setItem('relevo.tablet', 'lobby-1')
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
  release = 'r2'
  await page.goto(`${origin}/?again`)
  await expect(page.locator('h1')).toHaveText('r1')
}

const left = (page: Page) =>
  page.evaluate(async () => [
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
    localStorage.getItem('relevo.tablet'),
  ])

/** As a kiosk app runs it: what it returns, and whether the page is gone by then, is nobody's business. */
const run = (page: Page, script: string) => page.evaluate(script).catch(() => undefined)

test('a page that a stale worker holds comes to the release, and keeps its name', async ({ page }) => {
  await stalePage(page)
  const to = `${origin}/?tablet=lobby-1&v=r2`
  await run(page, purgeScript(to))
  await expect(page.locator('h1')).toHaveText('r2')
  expect([page.url(), await left(page)]).toEqual([to, [0, 0, 'lobby-1']])
})

test('twice at once is once', async ({ page }) => {
  await stalePage(page)
  const script = purgeScript(`${origin}/?v=r2`)
  asked = []
  await run(page, `${script};${script}`)
  await expect(page.locator('h1')).toHaveText('r2')
  expect(asked).toEqual(['/?v=r2'])
  // And once more, in the page that is right, it is only loaded again.
  release = 'r3'
  await run(page, purgeScript(`${origin}/?v=r3`))
  await expect(page.locator('h1')).toHaveText('r3')
})

test('without an address the page is loaded where it is, past the cache of the browser', async ({ page }) => {
  await page.goto(`${origin}/?room=3`)
  release = 'r2'
  await run(page, purgeScript(undefined))
  await expect(page.locator('h1')).toHaveText('r2')
  expect(page.url()).toMatch(/\/\?room=3&v=\d+$/)
})

test('a page of another origin keeps what it stored, and is left', async ({ page }) => {
  await stalePage(page)
  const elsewhere = origin.replace('127.0.0.1', 'localhost')
  await run(page, purgeScript(`${elsewhere}/?v=r2`))
  await expect(page).toHaveURL(`${elsewhere}/?v=r2`)
  const other = await page.context().newPage()
  await other.goto(`${origin}/x`)
  expect(await left(other)).toEqual([1, 1, 'lobby-1'])
})

test('where the page is no secure context, and has neither workers nor caches, it is loaded all the same', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })
    Object.defineProperty(window, 'caches', { value: undefined })
  })
  await page.goto(`${origin}/`)
  release = 'r2'
  await run(page, purgeScript(`${origin}/?v=r2`))
  await expect(page.locator('h1')).toHaveText('r2')
})
