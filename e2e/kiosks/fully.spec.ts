import { Fully } from './fully.ts'
import { test as base, expect } from './on-the-wall.ts'

const PASSWORD = 'p&ss wörd'

const test = base.extend<{ fully: Fully; ask: (query: Record<string, string>) => Promise<Record<string, unknown>> }>({
  fully: async ({ context, site, clock, broker }, use) => {
    const mqtt = { port: broker.port }
    const app = await Fully.launch(context, { startUrl: `${site.url}/`, password: PASSWORD, mqtt, clock })
    await expect(app.view.page).toHaveTitle('first')
    await use(app)
    await app.end()
  },
  ask: async ({ fully }, use) => {
    await use(async (query) => {
      const response = await fetch(`${fully.rest.url}/?${new URLSearchParams({ type: 'json', ...query })}`)
      return (await response.json()) as Record<string, unknown>
    })
  },
})

test('Fully, REST: a wrong password is an error with status 200, and does nothing', async ({ fully, ask }) => {
  expect(await ask({ cmd: 'loadStartUrl', password: 'guess' })).toMatchObject({ status: 'Error' })
  expect(fully.did).toEqual([])
})

test('Fully, REST: it loads addresses, reloads, and says what device it is', async ({ site, ask, fully }) => {
  const told = { password: PASSWORD }
  expect(await ask({ ...told, cmd: 'loadUrl', url: `${site.url}/other?a=1&b=2` })).toMatchObject({ status: 'OK' })
  await expect.poll(() => fully.view.page.url()).toBe(`${site.url}/other?a=1&b=2`)
  await ask({ ...told, cmd: 'refreshTab' })
  await expect.poll(() => site.requests.filter((url) => url.startsWith('/other'))).toHaveLength(2)
  expect(await ask({ ...told, cmd: 'deviceInfo' })).toMatchObject({
    deviceID: 'abcdef-123456',
    startUrl: `${site.url}/`,
    currentPage: `${site.url}/other?a=1&b=2`,
    webviewUA: expect.stringContaining('Chrome/'),
  })
})

test('Fully, REST: a dead renderer is cured by restartApp, and by nothing less', async ({ fully, ask }) => {
  await fully.view.killRenderer()
  const told = { password: PASSWORD }
  for (const cmd of ['refreshTab', 'loadStartUrl', 'clearCache']) {
    expect(await ask({ ...told, cmd })).toMatchObject({ status: 'OK' })
  }
  expect(fully.view.exists).toBe(false)
  await ask({ ...told, cmd: 'restartApp' })
  await expect.poll(async () => fully.view.exists && fully.view.page.title()).toBe('first')
})

test('Fully, MQTT: it publishes and takes no command', async ({ fully, broker, clock }) => {
  const info = () => broker.published.filter(({ topic }) => topic === 'fully/deviceInfo/abcdef-123456')
  await expect.poll(info).toMatchObject([{ retain: true, qos: 1 }])
  const event = broker.published.find(({ topic }) => topic === 'fully/event/mqttConnected/abcdef-123456')
  expect(JSON.parse(String(event?.payload))).toEqual({ deviceId: 'abcdef-123456', event: 'mqttConnected' })
  clock.push(60_000)
  await expect.poll(info).toHaveLength(2)
  expect(broker.subscriptions).toEqual([])
  expect(fully.did).toEqual([])
})
