import mqtt from 'mqtt'
import type { FreeKiosk } from './kiosks/freekiosk.ts'
import type { Fully } from './kiosks/fully.ts'
import { expect, test } from './kiosks/story.ts'
import type { KioskApp, Wall } from './kiosks/wall.ts'
import type { WallPanel } from './kiosks/wallpanel.ts'
import type { Server } from './server.ts'

/** A machine that does other things beside takes its time. */
test.describe.configure({ timeout: 150_000 })

const tell = (server: Server, kiosk: string, command: object) =>
  server.api('POST', `/api/kiosks/${kiosk}/commands`, command)

const kiosk = async (server: Server, id: string) => (await server.api('GET', `/api/kiosks/${id}`)).body.data

const title = (app: KioskApp) => async () => app.view.exists && app.view.page.title()

const APPS: { what: string; hang: (wall: Wall) => Promise<KioskApp> }[] = [
  { what: 'WallPanel over MQTT 5, as it comes', hang: (wall) => wall.wallPanel('lobby-1') },
  { what: 'WallPanel over MQTT 3.1.1', hang: (wall) => wall.wallPanel('lobby-1', { typed: { version: '3.1.1' } }) },
  { what: 'WallPanel Pro', hang: (wall) => wall.wallPanel('lobby-1', { version: 'pro' }) },
  { what: 'FreeKiosk', hang: (wall) => wall.freeKiosk('lobby-1') },
]

for (const { what, hang } of APPS) {
  test(`${what} is heard, and does what it is told`, async ({ server, wall, time }) => {
    await server.publish('r1')
    const app = await hang(wall)
    await expect(app.view.page.locator('#release')).toHaveText('r1')
    await expect.poll(() => kiosk(server, 'lobby-1')).toMatchObject({ online: true, link: { tablet: 'lobby-1' } })
    expect(await tell(server, 'lobby-1', { do: 'eval', script: 'document.title = "told"' })).toMatchObject({
      status: 200,
    })
    await expect.poll(title(app)).toBe('told')
    await tell(server, 'lobby-1', { do: 'url', url: `${wall.launchUrl('lobby-1')}&v=2` })
    await expect.poll(title(app)).toBe('Panel')
    await time.pass(31_000)
    await expect
      .poll(() => kiosk(server, 'lobby-1'))
      .toMatchObject({ state: { shows: expect.stringContaining('v=2') } })
  })
}

test('Fully is told by REST what it hears nowhere else, with a password that no answer shows', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const app = await wall.fully('lobby-1')
  await expect(app.view.page.locator('#release')).toHaveText('r1')
  await expect
    .poll(async () => {
      await time.pass(5_000)
      return kiosk(server, 'lobby-1')
    })
    .toMatchObject({ online: true, hasSecret: true, state: { launchUrl: expect.stringContaining('tablet=lobby-1') } })
  expect(await tell(server, 'lobby-1', { do: 'restart' })).toMatchObject({ status: 200 })
  await expect.poll(() => app.did).toEqual(['restartapp'])
  expect(await tell(server, 'lobby-1', { do: 'eval', script: '0' })).toMatchObject({ status: 409 })
  const said = JSON.stringify([await server.api('GET', '/api/kiosks'), await server.events()])
  expect(said).not.toContain('s&cret')
})

test('a kiosk app comes back by itself after the server was away, and hears again', async ({ server, wall, time }) => {
  await server.publish('r1')
  const app = await wall.wallPanel('lobby-1')
  await expect.poll(() => kiosk(server, 'lobby-1')).toMatchObject({ online: true })
  await server.kill()
  await expect.poll(() => app.mqtt?.isConnected).toBe(false)
  const { port, mqttPort } = server
  await server.start({ PORT: String(port), MQTT_PORT: String(mqttPort) })
  await time.pass(30_000, 10_000)
  await expect.poll(() => app.mqtt?.isConnected).toBe(true)
  await expect.poll(() => kiosk(server, 'lobby-1')).toMatchObject({ online: true })
  const told = async () => {
    await tell(server, 'lobby-1', { do: 'eval', script: 'document.title = "again"' })
    return title(app)()
  }
  await expect.poll(told).toBe('again')
})

test('two tablets with one client id: the second is not let in, however often it comes, until it has one of its own', async ({
  server,
  wall,
  time,
}) => {
  const one = await wall.wallPanel('lobby-1', { typed: { clientId: 'mywallpanel' } })
  await expect.poll(() => one.mqtt?.isConnected).toBe(true)
  const other = await wall.wallPanel('lobby-2', { typed: { clientId: 'mywallpanel' } })
  const refusals = () => other.mqtt?.troubles.length
  for (const times of [1, 2]) {
    await expect.poll(refusals).toBe(times)
    await time.pass(30_000, 10_000)
  }
  expect([one.mqtt?.isConnected, one.mqtt?.troubles]).toEqual([true, []])
  await tell(server, 'lobby-1', { do: 'eval', script: 'document.title = "told"' })
  await expect.poll(title(one)).toBe('told')
  await one.end()
  await time.pass(30_000, 10_000)
  await expect.poll(() => other.mqtt?.isConnected).toBe(true)
})

test('two tablets with all settings of one throw each other off in turn, and the server stays calm', async ({
  server,
  wall,
  time,
}) => {
  const one = await wall.wallPanel('lobby-1')
  await expect.poll(() => one.mqtt?.isConnected).toBe(true)
  const copy = await wall.copyOf(one)
  const connected = () => [one, copy].map(({ mqtt }) => mqtt?.isConnected)
  for (const turn of [
    [false, true],
    [true, false],
    [false, true],
  ]) {
    await expect.poll(connected).toEqual(turn)
    await time.pass(30_000, 10_000)
  }
  // Whichever of them is there hears what the kiosk is told, at the latest when they have changed places again.
  const told = async () => {
    await tell(server, 'lobby-1', { do: 'eval', script: 'document.title = "told"' })
    await time.pass(10_000, 10_000)
    return Promise.all([one, copy].map((app) => title(app)()))
  }
  await expect.poll(told).toContain('told')
})

test('nothing is ever retained on a command topic, whoever tries', async ({ server, wall }) => {
  const apps: [string, WallPanel | FreeKiosk | Fully][] = [
    ['lobby-1', await wall.wallPanel('lobby-1')],
    ['lobby-2', await wall.wallPanel('lobby-2', { version: 'pro' })],
    ['lobby-3', await wall.freeKiosk('lobby-3')],
  ]
  const commands = [
    { do: 'wake', seconds: 60 },
    { do: 'reload' },
    { do: 'clearCache' },
    { do: 'eval', script: '0' },
    { do: 'url', url: wall.launchUrl('lobby-1') },
    { do: 'relaunch' },
    { do: 'restart' },
  ]
  for (const [id] of apps) {
    await expect.poll(() => kiosk(server, id)).toMatchObject({ online: true })
    for (const command of commands) await tell(server, id, command)
  }
  const topics = ['wallpanel/lobby-1/command', 'wallpanel/hall/command', 'freekiosk/lobby-3/set/reload']
  const url = `mqtt://127.0.0.1:${server.mqttPort}`
  const operator = { username: 'relevo', password: server.token }
  for (const topic of topics) {
    for (const login of [operator, {}]) {
      const client = await mqtt.connectAsync(url, { ...login, protocolVersion: 5, reconnectPeriod: 0 })
      const refused = new Promise<string>((resolve) => client.once('close', () => resolve('refused')))
      const published = client.publishAsync(topic, '{"reload":true}', { retain: true, qos: 1 }).then(() => 'taken')
      expect(await Promise.race([refused, published.catch(() => 'refused')]), topic).toBe('refused')
      await client.endAsync(true)
    }
  }
  const reader = await mqtt.connectAsync(url, operator)
  const kept: string[] = []
  reader.on('message', (topic, _payload, { retain }) => retain && kept.push(topic))
  await reader.subscribeAsync('#')
  await expect.poll(() => kept).toContain('wallpanel/lobby-1/connection')
  expect(kept.filter((topic) => /\/(command|set\/.*)$/.test(topic))).toEqual([])
  await reader.endAsync()
})
