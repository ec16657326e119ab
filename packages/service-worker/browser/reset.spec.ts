import { panel } from './panel.ts'
import { expect, test } from './story.ts'

test('a reset forgets every release once, and the network answers', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2'))
  const reset = { ask: 'directive', do: 'reset', id: 'one' }
  expect(await tablet.ask(page, reset)).toEqual({ done: { protocol: 1, failed: {} } })
  expect(await tablet.hashes(page)).toEqual([])
  await page.reload()
  await tablet.shows(page, 'r2')
  expect(await tablet.ask(page, host.stage('r2', true))).toMatchObject({ done: { active: 'r2' } })
  expect(await tablet.ask(page, reset)).toMatchObject({ done: { active: 'r2' } })
  expect(await tablet.hashes(page)).not.toEqual([])
})

test('a page that is open when the tablet starts afresh is not mixed with the release that is stored next', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  await (await tablet.settle('r1')).close()
  const older = await tablet.open()
  await tablet.shows(older, 'r1')
  host.publish('r2', panel('r2'))
  const page = await tablet.open('relevo/status')
  await page.getByRole('button').click()
  await tablet.shows(page, 'r2')
  expect(await tablet.ask(page, host.stage('r2', true))).toMatchObject({ done: { active: 'r2' } })
  await host.stop()
  const read = (asker: typeof page) =>
    asker.evaluate(() =>
      fetch('shared.txt').then(
        (response) => response.text(),
        (error) => error.name,
      ),
    )
  expect(await read(page)).toBe('the same in every release')
  expect(await read(older)).toBe('TypeError')
})

test('a directive can remove the worker itself', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  expect(await tablet.ask(page, { ask: 'directive', do: 'unregister', id: 'two' })).toHaveProperty('done')
  expect(await tablet.hashes(page)).toEqual([])
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  await page.reload()
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
})

test('a worker that came back, or outlived its order, is removed when the order is given again', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  const order = { ask: 'directive', do: 'unregister', id: 'two' }
  await tablet.ask(page, order)
  await page.reload()
  await tablet.register(page)
  expect(await tablet.ask(page, order)).toHaveProperty('done')
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})

test('the status page tells what the tablet holds, and its button starts afresh', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  await page.reload()
  const { trial } = await tablet.state(page)
  const detail = '<img src=x onerror=alert(1)>'
  const failed = { ask: 'boot-failed', token: trial?.token, code: 'boot-error', detail }
  await page.evaluate((question) => window.ask(question), failed).catch(() => 'the page was navigated')
  await tablet.shows(page, 'r1')
  await host.stop()
  await page.goto(`${host.url}relevo/status`)
  const text = await page.textContent('body')
  expect(text).toContain('En uso · Running: r1')
  expect(text).toContain(`boot-error ${detail}`)
  expect(text).toMatch(/Stored: \d+ \(0\.\d MB\)/)
  await page.screenshot({ path: test.info().outputPath('status.png') })
  await host.start()
  await page.getByRole('button').click()
  await tablet.shows(page, 'r2')
  expect(await tablet.hashes(page)).toEqual([])
})

test('nobody but the status page can start the tablet afresh', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  await page.goto(`${host.url}relevo/reset`)
  await page.goto(host.url)
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: 'relevo/reset' })
    document.body.append(form)
    form.submit()
  })
  await page.waitForURL('**/relevo/reset')
  await page.goto(host.url)
  expect(await tablet.state(page)).toMatchObject({ active: 'r1' })
  expect(await tablet.hashes(page)).not.toEqual([])
})
