import { topics } from '@relevo/core/protocol'
import mqtt from 'mqtt'
import { expect, test } from 'vitest'
import { type HomeAssistant, homeAssistant } from './testing/home-assistant.ts'
import { serverInTemp, type TestServer, TOKEN } from './testing/server-in-temp.ts'

const HALL = 'relevo_hall'
const SETTINGS = { homeAssistant: { enabled: true, prefix: 'homeassistant' } }

const homeAt = (server: TestServer) =>
  homeAssistant(`mqtt://127.0.0.1:${server.running.mqttPort}`, {
    protocolVersion: 4,
    username: 'relevo',
    password: TOKEN,
  })

const until = (home: HomeAssistant, component: string, state: string) =>
  expect
    .poll(() => (home.devices.has(HALL) ? home.shows(HALL, component) : 'no device'), { timeout: 10_000 })
    .toBe(state)

test('a server shows its tablets, does what it is asked for, and says that it stops', async () => {
  const server = await serverInTemp(SETTINGS)
  const home = await homeAt(server)
  await server.release('r1')
  await fetch(`${server.url}/config/version.json?tablet=hall&release=r1`)
  await until(home, 'update', 'off')

  const page = await mqtt.connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, { clientId: 'hall' })
  const hint = new Promise<string>((resolve) => page.on('message', (_, payload) => resolve(payload.toString())))
  await page.subscribeAsync(topics().command('hall'))
  await home.press(HALL, 'check')
  expect(JSON.parse(await hint)).toMatchObject({ version: 'r1', force: false })

  await server.release('r2')
  await until(home, 'update', 'on')
  await home.press(HALL, 'force')
  const ordered = async () => (await server.call('GET', '/api/events?type=tablet-ordered')).body.data
  await expect.poll(ordered).toMatchObject([{ actor: 'home-assistant', data: { version: 'r2', force: true } }])
  expect(home.rejected).toEqual([])
  await page.endAsync()
  const stopped = new Promise<void>((resolve) =>
    home.client.on('message', (topic, payload) => {
      if (topic.endsWith('/availability') && payload.toString() === 'offline') resolve()
    }),
  )
  await server.remove()
  await stopped
  await home.stop()
})

test('without a word about it nothing is published to Home Assistant', async () => {
  const server = await serverInTemp()
  const home = await homeAt(server)
  await server.release('r1')
  await fetch(`${server.url}/config/version.json?tablet=hall&release=r1`)
  await home.client.publishAsync('homeassistant/status', 'online', { qos: 1 })
  await expect.poll(() => home.said('homeassistant/status')).toBe('online')
  expect([home.devices.size, home.count('intercom/home-assistant')]).toEqual([0, 0])
  await home.stop()
  await server.remove()
})
