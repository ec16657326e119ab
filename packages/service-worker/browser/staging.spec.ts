import { panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

const r1 = panel('r1')
const r2 = panel('r2')

test('the running release is taken into the store, and the app starts without a network from then on', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  expect((await tablet.hashes(page)).toSorted()).toEqual(Object.values(r1).map(sha256).toSorted())
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r1')
  expect(await tablet.state(page)).toMatchObject({ served: 'r1', active: 'r1', failed: {} })
  expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
})

test('an update fetches what the store lacks, each file once, and says how far it is', async ({ host, tablet }) => {
  const same = 'the very same bytes under two names'
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.requests = []
  host.publish('r2', { ...r2, 'a.txt': same, 'b.css': same, 'data/big.bin': Buffer.alloc(300_000, 'relevo') })
  expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ done: { active: 'r1', staged: 'r2' } })
  const changed = ['index.html', 'app-r2.js', 'lazy-r2.js'].map((path) => sha256(r2[path] ?? ''))
  const expected = [...changed, sha256(same), sha256(Buffer.alloc(300_000, 'relevo'))]
  expect(host.downloads().toSorted()).toEqual(expected.toSorted())
  const heard = await page.evaluate(() => window.progress)
  const total = heard.at(-1)?.total
  expect(total).toBeGreaterThan(300_000)
  expect(heard.at(-1)).toEqual({ loaded: total, total })

  host.requests = []
  expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ done: { staged: 'r2' } })
  expect(host.requests).toEqual([])
})

test('a staged release runs when the page asks for the switch, and is kept when its page is up', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  await page.evaluate(() => window.up)
  const state = await tablet.state(page)
  expect(state).toMatchObject({ served: 'r2', active: 'r2', previous: 'r1', failed: {} })
  expect(state.trial).toBeUndefined()
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r2')
})
