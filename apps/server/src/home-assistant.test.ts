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

test('a WallPanel that announces itself is one device with the tablet in it, and its buttons work', async () => {
  const server = await serverInTemp(SETTINGS)
  const home = await homeAt(server)
  await server.release('r1')
  await fetch(`${server.url}/config/version.json?tablet=hall&release=r1`)
  await until(home, 'update', 'off')
  const discovery = {
    name: 'Battery',
    unique_id: 'hall-panel_battery',
    state_topic: 'wallpanel/hall/sensor/battery',
    availability_topic: 'wallpanel/hall/connection',
    device: { identifiers: ['wallpanel_hall-panel'], name: 'WallPanel' },
  }
  const say = (topic: string, payload: string) => home.client.publishAsync(topic, payload, { qos: 1, retain: true })
  await say('homeassistant/sensor/hall-panel/battery/config', JSON.stringify(discovery))
  await say('wallpanel/hall/connection', 'online')
  const kiosk = async () => (await server.call('GET', '/api/kiosks')).body.data[0]
  await expect.poll(kiosk).toMatchObject({ clientId: 'hall-panel', standing: 'found' })
  const { id } = await kiosk()
  await server.call('POST', `/api/kiosks/${id}/accept`)
  await server.call('POST', `/api/kiosks/${id}/link`, { tablet: 'hall' })
  await expect.poll(() => home.devices.get(HALL)?.device.identifiers).toEqual([HALL, 'wallpanel_hall-panel'])
  await until(home, 'wake', 'ready')
  const panel = await mqtt.connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, {
    username: 'relevo',
    password: TOKEN,
  })
  const heard = new Promise<string>((resolve) => panel.on('message', (_, payload) => resolve(payload.toString())))
  await panel.subscribeAsync('wallpanel/hall/command')
  await home.press(HALL, 'wake')
  expect(JSON.parse(await heard)).toEqual({ wake: true, wakeTime: 60 })
  const doctor = (await server.call('GET', '/api/doctor')).body.data
  expect(doctor.find(({ check }: { check: string }) => check === 'kiosk-link')).toMatchObject({ verdict: 'well' })
  expect(doctor.find(({ check }: { check: string }) => check === 'base-topic')).toMatchObject({ verdict: 'well' })
  await panel.endAsync()
  await home.stop()
  await server.remove()
}, 40_000)

test('with a credential of its own it sees and may do all of this, where only who is enrolled is let in', async () => {
  const server = await serverInTemp({ ...SETTINGS, access: 'enrolled' })
  const credential = async (kind: string, name: string) =>
    (await server.call('POST', '/api/credentials', { kind, name })).body.data as { user: string; secret: string }
  const { user: username, secret: password } = await credential('service', 'home-assistant')
  const home = await homeAssistant(`mqtt://127.0.0.1:${server.running.mqttPort}`, { username, password })
  await server.release('r1')
  const { secret } = await credential('tablet', 'hall')
  await fetch(`${server.url}/config/version.json?tablet=hall&release=r1`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  await until(home, 'update', 'off')
  const before = home.discoveries.length
  await home.birth()
  await expect.poll(() => home.discoveries.length, { timeout: 10_000 }).toBeGreaterThan(before)
  await server.release('r2')
  await until(home, 'update', 'on')
  await home.install(HALL)
  const ordered = async () => (await server.call('GET', '/api/events?type=tablet-ordered')).body.data
  await expect.poll(ordered).toMatchObject([{ actor: 'home-assistant', data: { version: 'r2', force: false } }])
  await home.stop()
  await server.remove()
}, 30_000)

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
