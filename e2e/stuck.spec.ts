import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILT } from './build-releases.ts'
import { expect, test } from './story.ts'

test('a kiosk app that forgets everything and shows the old page for ever is left in peace after five reloads', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  await tablet.context.addInitScript(() => {
    delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker
    localStorage.clear()
    sessionStorage.clear()
    window.name = ''
  })
  const oldPage = await readFile(join(BUILT, 'r1/index.html'), 'utf8')
  let navigations = 0
  // What the page fetches by itself is new: it cannot know what its own navigation will be answered.
  await tablet.context.route('**/*', (route) => {
    if (!route.request().isNavigationRequest()) return route.continue()
    navigations += 1
    return route.fulfill({ body: oldPage, contentType: 'text/html' })
  })
  const row = async () => (await server.api('GET', '/api/tablets/lobby-1')).body.data
  await tablet.open('policy=auto&mqtt=off')
  await tablet.shows('r1')
  await expect.poll(row).toMatchObject({ withoutWorker: 'worker-unavailable' })

  const look = () => tablet.page.evaluate(() => void window.updates.checkForUpdate())
  await server.publish('r2')
  await look()
  await expect.poll(() => navigations).toBe(1 + 5)
  await expect.poll(row).toMatchObject({ release: 'r1', stuck: { code: 'reload-loop', target: 'r2' } })
  await tablet.reaches('current')
  expect(navigations).toBe(1 + 5)
  await tablet.page.reload()
  await tablet.shows('r1')
  await tablet.page.evaluate(() => window.updates.checkForUpdate())
  expect(await tablet.state()).toMatchObject({ phase: 'current' })
  expect(navigations).toBe(1 + 5 + 1)
  const events = (await server.events()).filter(({ type }) => type === 'tablet-stuck')
  expect(events).toHaveLength(1)

  await tablet.context.unroute('**/*')
  await server.relevo('notify', 'r2', '--retry', '--json')
  await look()
  await tablet.shows('r2')
  await expect.poll(row).not.toHaveProperty('stuck')
})
