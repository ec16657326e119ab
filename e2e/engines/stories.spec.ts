import { manifestOf } from '../server.ts'
import { expect } from '../story.ts'
import { Device } from './device.ts'
import { test } from './story.ts'

test('a release is shown and stored: without a server, a fresh start shows it, to the last byte', async ({
  server,
  wire,
  device,
}) => {
  await server.publish('r1')
  await device.settle('r1')
  wire.fault(() => ({ do: 'cut' }))
  await device.browser.cutPower()
  await device.open()
  await device.shows('r1')
  const { files } = await manifestOf('r1')
  const served = await device.browser.evaluate(
    (paths) =>
      Promise.all(
        paths.map(async (path) => {
          const response = await fetch(`/${path.split('/').map(encodeURIComponent).join('/')}`)
          const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
          return [path, [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')] as const
        }),
      ),
    Object.keys(files),
  )
  expect(served).toEqual(Object.entries(files).map(([path, { sha256 }]) => [path, sha256]))
})

test('a release arrives by a hint, is switched to in a quiet moment, and confirmed', async ({ server, device }) => {
  await server.publish('r1')
  await device.settle('r1', 'policy=auto')
  await server.publish('r2')
  await device.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
})

test('a release that is polled is asked for, and the button of the prompt updates', async ({ server, device }) => {
  await server.publish('r1')
  await device.settle('r1', 'mqtt=off&checkEvery=1')
  await server.publish('r2')
  await device.accept()
  await device.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
})

for (const { release, how, code } of [
  { release: 'r3', how: 'throws at boot', code: 'boot-error' },
  { release: 'r5', how: 'has no entry script', code: 'boot-script' },
]) {
  test(`a release that ${how} takes itself back, is remembered and not tried again`, async ({
    server,
    wire,
    device,
  }) => {
    await server.publish('r1')
    await device.settle('r1', 'policy=auto')
    await server.publish(release)
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({ release: 'r1', phase: 'rolled_back', target: release, error: { code } })
    await device.shows('r1')
    wire.forget()
    await server.notify(release)
    await device.browser.reload()
    await device.shows('r1')
    await device.reaches('rolled_back')
    expect(wire.requests.filter((path) => path.startsWith('/releases/'))).toEqual([])
  })
}

test('a power cut in the middle of a trial ends neither the trial nor the release', async ({ server, device }) => {
  await server.publish('r1')
  await device.settle('r1')
  await device.open('policy=auto&ready=manual')
  await server.publish('r2')
  await device.shows('r2')
  await device.reaches('trial')
  await device.browser.cutPower()
  await device.open()
  await device.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
})

test('a release that hangs is told of, where the worker does not hang with it, and left', async ({
  server,
  device,
  engine,
}) => {
  test.setTimeout(120_000)
  await server.publish('r1')
  await device.settle('r1', 'policy=auto')
  await server.publish('r6')
  const told = (code: unknown, timeout: number) =>
    expect
      .poll(() => server.tablet('lobby-1'), { timeout })
      .toMatchObject({ release: 'r1', phase: 'rolled_back', target: 'r6', error: { code } })
  if (engine !== 'webkit') await told('boot-timeout', 40_000)
  else {
    // Its worker would have told by then: a trial takes 10 s, and a page that is up has 5 s more to tell of it.
    await expect(told('boot-timeout', 20_000)).rejects.toThrow()
    // Only power cuts help: at most as many as a trial has attempts, and some more for cuts before its deadline.
    await expect(async () => {
      await device.browser.cutPower()
      device.open().catch(() => {
        // A page that hangs is never done loading.
      })
      await told(expect.stringMatching(/^boot-(timeout|attempts)$/), 6_000)
    }).toPass({ timeout: 60_000 })
  }
  await device.browser.cutPower()
  await device.open()
  await device.shows('r1')
})

test('at an address without a secure context there is no worker, and an update is a reload', async ({
  server,
  wire,
  device,
}) => {
  await server.publish('r1')
  // The loopback address, written in a way that no engine trusts.
  const plain = new Device(device.browser, wire.url.replace('localhost', '[::ffff:127.0.0.1]'))
  await plain.open('policy=auto')
  await plain.shows('r1')
  expect(await plain.browser.evaluate(() => isSecureContext || 'serviceWorker' in navigator)).toBe(false)
  await server.publish('r2')
  await plain.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
})

/** What Relevo uses where it is; `docs/engines.md` says what happens where it is not. */
const LACKS = { chromium: [], firefox: [], webkit: ['navigator.storage', 'requestIdleCallback'] }

test('what this engine lacks is known, and done without', async ({ server, device, engine }) => {
  await server.publish('r1')
  await device.settle('r1')
  const lacks = await device.browser.evaluate(() => [
    ...('storage' in navigator ? [] : ['navigator.storage']),
    ...('requestIdleCallback' in window ? [] : ['requestIdleCallback']),
    ...('locks' in navigator ? [] : ['navigator.locks']),
    ...('reportError' in window ? [] : ['reportError']),
  ])
  expect(lacks).toEqual(LACKS[engine])
  const status = await device.browser.evaluate(async () => (await fetch('/relevo/status')).text())
  expect(status).toMatch(engine === 'webkit' ? /Stored: \d+</ : /Stored: \d+ \((?!0\.0)\d+\.\d MB\)</)
})
