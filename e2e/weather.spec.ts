import type { Fault } from './fault-proxy.ts'
import { expect, test } from './story.ts'

const isVersion = (path: string) => path.endsWith('config/version.json')

const ANSWERS: { what: string; fault: Fault }[] = [
  { what: '500', fault: { do: 'status', status: 500 } },
  {
    what: 'HTML',
    fault: { do: 'body', type: 'text/html', body: '<!doctype html><title>Welcome to the hotel</title>' },
  },
  { what: 'truncated JSON', fault: { do: 'body', type: 'application/json', body: '{"version":"r' } },
  { what: 'another kind of JSON', fault: { do: 'body', type: 'application/json', body: '{"version":{"major":2}}' } },
  { what: 'nothing for ever', fault: { do: 'hang' } },
]

for (const { what, fault } of ANSWERS) {
  test(`version.json that answers ${what} changes nothing, and polling goes on`, async ({ server, tablet, wire }) => {
    await server.publish('r1')
    await tablet.settle('r1', 'mqtt=off&policy=auto&checkEvery=2')
    await tablet.page.evaluate(() => Object.assign(window, { mark: true }))
    wire.forget()
    wire.fault((path) => (isVersion(path) ? fault : undefined))
    await server.publish('r2')
    expect(await tablet.page.evaluate(() => window.updates.checkForUpdate())).toEqual({ update: false })
    expect(wire.requests.filter(isVersion).length).toBeGreaterThan(0)
    expect((await tablet.state()).phase).toBe('current')
    expect(await tablet.page.evaluate(() => 'mark' in window)).toBe(true)
    wire.fault(undefined)
    await expect(tablet.page.locator('#release')).toHaveText('r2', { timeout: 30_000 })
  })
}

test('a tablet starts from its store with the server gone', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1')
  await page.close()
  wire.fault(() => ({ do: 'cut' }))
  await server.kill()
  const again = await tablet.open()
  await tablet.shows('r1')
  await again.locator('#lazy').click()
  await expect(again.locator('#said')).toHaveText('lazy of r1')
})

test('two pages of one tablet stay on one release each, with their lazy chunks, and neither reloads by itself', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const first = await tablet.settle('r1')
  const second = await tablet.open()
  await tablet.shows('r1', second)
  await server.publish('r2')
  await tablet.reaches('staged', first)
  await tablet.reaches('staged', second)
  await tablet.accept(second)
  await tablet.shows('r2', second)
  await tablet.reaches('current', second)
  await tablet.shows('r1', first)
  await first.locator('#lazy').click()
  await expect(first.locator('#said')).toHaveText('lazy of r1')
  await second.locator('#lazy').click()
  await expect(second.locator('#said')).toHaveText('lazy of r2')
  await tablet.accept(first)
  await tablet.shows('r2', first)
  await tablet.reaches('current', first)
})
