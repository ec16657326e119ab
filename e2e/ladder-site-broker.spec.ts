import { test as base, expect } from './kiosks/story.ts'
import { Mosquitto } from './mosquitto.ts'

/** The house has a broker, and the server has none of its own. */
const test = base.extend<{ mosquitto: Mosquitto }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are asked for from the pattern
  mosquitto: async ({}, use) => {
    const broker = await Mosquitto.start()
    await use(broker)
    await broker.stop()
  },
  serverEnv: async ({ mosquitto }, use) => {
    await use({
      MQTT_URL: mosquitto.url,
      MQTT_MODE: 'instead',
      RELEVO_ACCESS: 'open',
      RELEVO_LADDER_AFTER: '60',
    })
  },
})

/** A machine that does other things beside takes its time. */
test.describe.configure({ timeout: 150_000 })

test('a broker that dies between the messages of a rung is waited for, and the tablet is brought back', async ({
  server,
  mosquitto,
  wall,
  wire,
  time,
}) => {
  wire.fault((path) => (path === '/' ? { do: 'body', type: 'text/html', body: '<title>old</title>' } : undefined))
  await server.expects('lobby-1')
  const app = await wall.wallPanel('lobby-1', { typed: { port: Number(new URL(mosquitto.url).port) } })
  await expect(app.view.page).toHaveTitle('old')
  wire.fault(undefined)
  await server.publish('r1')
  await time.until(['lobby-1'], ({ phase }) => phase === 'sending')
  await expect.poll(() => app.did).toEqual(['wake'])
  await mosquitto.kill()
  await expect.poll(() => app.mqtt?.isConnected).toBe(false)
  await time.pass(10_000)
  expect(app.did).toEqual(['wake'])
  await mosquitto.start()
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: expect.stringMatching(/eval|url/) } }])
  await expect.poll(() => app.view.page.locator('#release').textContent()).toBe('r1')
})
