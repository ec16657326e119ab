import { expect, test } from './on-the-wall.ts'

const BASE = 'wallpanel/lobby/'

for (const { version, protocolVersion } of [
  { version: '5.0', protocolVersion: 5 },
  { version: '3.1.1', protocolVersion: 4 },
] as const) {
  test(`Sessions: MQTT ${version} asks for the session it had, with a will that is kept, and names no expiry`, async ({
    wallPanel,
    broker,
  }) => {
    const mqtt = { port: broker.port, version, baseTopic: BASE, clientId: 'lobby', user: 'kiosk-1', password: 'secret' }
    await wallPanel({ mqtt })
    await expect.poll(() => broker.subscriptions).toMatchObject([{ topic: `${BASE}command`, qos: 2 }])
    expect(broker.connects).toMatchObject([
      { protocolVersion, clean: false, keepalive: 60, clientId: 'lobby', username: 'kiosk-1' },
    ])
    expect(broker.connects[0]?.properties?.sessionExpiryInterval).toBeUndefined()
    const { topic, payload, qos, retain } = broker.connects[0]?.will ?? {}
    expect({ topic, payload: String(payload), qos, retain }).toEqual({
      topic: `${BASE}connection`,
      payload: 'offline',
      qos: 2,
      retain: true,
    })
  })
}

/** Payloads of a topic, as they came. */
const told = (broker: { published: { topic: string; payload: string | Buffer }[] }, topic: string) =>
  broker.published.filter((packet) => packet.topic === topic).map(({ payload }) => String(payload))

test('Topics: the base topic is put before the rest just as it was typed in', async ({ wallPanel, broker }) => {
  await wallPanel({ mqtt: { port: broker.port, baseTopic: 'wallpanel/lobby' } })
  await expect.poll(() => broker.subscriptions).toMatchObject([{ topic: 'wallpanel/lobbycommand' }])
  await expect.poll(() => told(broker, 'wallpanel/lobbyconnection')).toEqual(['online'])
})

test('Topics: every tablet has the same base topic and client id until it is given its own', async ({
  wallPanel,
  broker,
}) => {
  await wallPanel({ mqtt: { port: broker.port } })
  await expect.poll(() => broker.subscriptions).toMatchObject([{ topic: 'wallpanel/mywallpanel/command' }])
  expect(broker.connects).toMatchObject([{ clientId: 'mywallpanel' }])
})

test('Topics: the state is not kept, is told on connecting and for addresses other than the launch URL, once in 300 ms', async ({
  wallPanel,
  broker,
  clock,
  site,
}) => {
  const app = await wallPanel({ mqtt: { port: broker.port, baseTopic: BASE } })
  const state = `${BASE}state`
  await expect.poll(() => told(broker, state)).toHaveLength(1)
  broker.send(`${BASE}command`, JSON.stringify({ url: `${site.url}/other?1` }))
  await expect.poll(() => app.view.page.url()).toContain('?1')
  expect(told(broker, state)).toHaveLength(1) // too soon after the first
  clock.push(300)
  broker.send(`${BASE}command`, JSON.stringify({ url: `${site.url}/other?2` }))
  await expect.poll(() => told(broker, state)).toHaveLength(2)
  expect(JSON.parse(told(broker, state)[1] ?? '')).toMatchObject({ currentUrl: `${site.url}/other?2`, screenOn: true })
  clock.push(300)
  broker.send(`${BASE}command`, JSON.stringify({ relaunch: true }))
  await expect(app.view.page).toHaveTitle('first')
  broker.send(`${BASE}command`, JSON.stringify({ eval: 'history.replaceState(null, "", "#relevo=r2")' }))
  await expect.poll(() => told(broker, state)).toHaveLength(3) // none for the launch URL between them
  expect(told(broker, state)[2]).toContain('#relevo=r2')
  expect(broker.published.filter(({ topic, retain }) => topic === state && retain)).toEqual([])
  expect(broker.published.filter(({ topic }) => topic === `${BASE}connection`)).toMatchObject([{ retain: true }])
})

test('Topics: the connection stays online with a dead renderer', async ({ wallPanel, broker }) => {
  const app = await wallPanel({ mqtt: { port: broker.port, baseTopic: BASE } })
  await expect.poll(() => told(broker, `${BASE}connection`)).toEqual(['online'])
  await app.view.killRenderer()
  broker.send(`${BASE}command`, '{"reload":true}')
  await expect.poll(() => app.heard).toEqual(['{"reload":true}'])
  expect(app.mqtt?.isConnected).toBe(true)
  expect(told(broker, `${BASE}connection`)).toEqual(['online'])
})

test('Topics: Pro’s state is kept by the broker, and the last change goes out as well', async ({
  wallPanel,
  broker,
  clock,
}) => {
  const app = await wallPanel({ version: 'pro', mqtt: { port: broker.port, baseTopic: BASE } })
  await expect.poll(() => told(broker, `${BASE}state`)).toHaveLength(1)
  app.screen.off()
  app.command('{"wake":true}')
  clock.push(300)
  await expect.poll(() => told(broker, `${BASE}state`)).toHaveLength(2)
  expect(told(broker, `${BASE}state`)[1]).toContain('"screenAwake":true')
  expect(broker.published.filter(({ topic, retain }) => topic === `${BASE}state` && !retain)).toEqual([])
})

test('Topics: the screen is heard of by Pro alone', async ({ wallPanel, broker, clock }) => {
  const app = await wallPanel({ version: 'pro', mqtt: { port: broker.port, baseTopic: BASE } })
  await expect.poll(() => told(broker, `${BASE}sensor/appVersion`)).toHaveLength(1)
  clock.push(300)
  app.screen.off()
  await expect.poll(() => told(broker, `${BASE}state`).at(-1)).toContain('"screenOn":false')
  await app.end()
  const old = await wallPanel({ mqtt: { port: broker.port, baseTopic: 'wallpanel/old/' } })
  await expect.poll(() => told(broker, 'wallpanel/old/state')).toHaveLength(1)
  clock.push(300)
  old.screen.off()
  old.command('{"wake":true}')
  expect(told(broker, 'wallpanel/old/state')).toHaveLength(1)
})

test('Commands are dropped silently: opening the settings stops the service', async ({ wallPanel, broker }) => {
  const app = await wallPanel({ mqtt: { port: broker.port, baseTopic: BASE } })
  await expect.poll(() => told(broker, `${BASE}connection`)).toEqual(['online'])
  broker.send(`${BASE}command`, '{"settings":true}')
  await expect.poll(() => told(broker, `${BASE}connection`)).toEqual(['online', 'offline'])
  broker.send(`${BASE}command`, '{"wake":true}')
  await app.closeSettings()
  await expect.poll(() => told(broker, `${BASE}connection`)).toEqual(['online', 'offline', 'online'])
  expect(app.heard).toEqual(['{"settings":true}'])
})

test('Sessions: a connection that ended comes back by the app’s own timer, after 30 s', async ({
  wallPanel,
  broker,
  clock,
}) => {
  const app = await wallPanel({ mqtt: { port: broker.port, baseTopic: BASE } })
  await expect.poll(() => app.mqtt?.isConnected).toBe(true)
  broker.cut()
  await expect.poll(() => app.mqtt?.isConnected).toBe(false)
  clock.push(29_000)
  expect(broker.connects).toHaveLength(1)
  clock.push(1_000)
  await expect.poll(() => app.mqtt?.isConnected).toBe(true)
  expect(broker.connects).toHaveLength(2)
})
