import { connect } from 'node:net'
import { topics } from '@relevo/core/protocol'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

const at = topics('intercom')
let server: TestServer
let open: MqttClient[] = []

beforeAll(async () => {
  server = await serverInTemp()
  await server.release('r1')
})
afterEach(async () => {
  await Promise.all(open.map((client) => client.endAsync(true)))
  open = []
})
afterAll(() => server.remove())

const TRANSPORTS = [
  ['TCP', () => `mqtt://127.0.0.1:${server.running.mqttPort}`],
  ['WebSocket', () => `${server.url.replace('http', 'ws')}/mqtt`],
] as const
const tcp = () => `mqtt://127.0.0.1:${server.running.mqttPort}`

function client(options: IClientOptions = {}, url = tcp()): MqttClient {
  const made = mqtt.connect(url, { reconnectPeriod: 0, ...options })
  open.push(made)
  return made
}

function message(from: MqttClient): Promise<{ topic: string; text: string; retain: boolean }> {
  return new Promise((resolve) => {
    from.once('message', (topic, payload, { retain }) => resolve({ topic, text: payload.toString(), retain }))
  })
}

const closed = (from: MqttClient) => new Promise<void>((resolve) => from.once('close', () => resolve()))
const tablet = async (id: string) => (await server.call('GET', `/api/tablets/${id}`)).body.data
const report = (id: string, more: object = {}) =>
  JSON.stringify({ tablet: id, online: true, release: 'r1', phase: 'current', ...more })

describe.each(TRANSPORTS)('over %s', (name, url) => {
  test('a tablet gets the retained hint, and the next one as it is sent', async () => {
    const listener = client({ clientId: `${name}-hall` }, url())
    const first = message(listener)
    await listener.subscribeAsync(at.notification, { qos: 1 })
    expect(JSON.parse((await first).text)).toMatchObject({ version: 'r1', force: false, environment: 'production' })
    expect((await first).retain).toBe(true)

    const next = message(listener)
    const { body } = await server.call('POST', '/api/notify-update', { version: 'r1', force: true, retry: true })
    expect(JSON.parse((await next).text)).toEqual({
      version: 'r1',
      force: true,
      timestamp: body.data.changedAt,
      environment: 'production',
    })
    await server.call('POST', '/api/notify-update', { version: 'r1', force: false })
  })

  test('a hint of another environment makes tablets look, and neither forces nor takes the place of production’s', async () => {
    const listener = client({ clientId: `${name}-attic` }, url())
    const first = message(listener)
    await listener.subscribeAsync(at.notification, { qos: 1 })
    await first
    const next = message(listener)
    await server.call('POST', '/api/notify-update', { version: 'r1', force: true, retry: true, environment: 'staging' })
    expect(JSON.parse((await next).text)).toMatchObject({ version: 'r1', force: false, environment: 'staging' })
    const later = client({ clientId: `${name}-cellar` }, url())
    const kept = message(later)
    await later.subscribeAsync(at.notification, { qos: 1 })
    expect(JSON.parse((await kept).text)).toMatchObject({ environment: 'production' })
  })

  test('a status is a report; the last will marks the tablet offline and changes nothing else', async () => {
    const id = `lobby-${name}`
    const will = { topic: at.status(id), payload: JSON.stringify({ tablet: id, online: false }), qos: 1, retain: true }
    const one = client({ clientId: id, will: will as NonNullable<IClientOptions['will']> }, url())
    await one.publishAsync(at.status(id), report(id, { phase: 'downloading', target: 'r2' }), { qos: 1, retain: true })
    await expect
      .poll(() => tablet(id))
      .toMatchObject({ release: 'r1', phase: 'downloading', target: 'r2', online: true })
    const before = await tablet(id)
    one.stream.destroy()
    await expect.poll(() => tablet(id)).toEqual({ ...before, online: false, presence: 'offline' })
  })

  test('MQTT 5 as WallPanel speaks it by default: no clean start, no expiry, QoS 2, a retained last will', async () => {
    const topic = `wallpanel/${name}/`
    const kiosk = (await server.call('POST', '/api/kiosks', { id: name, app: 'wallpanel', base: topic })).body.data
    const { body } = await server.call('POST', '/api/credentials', { kind: 'kiosk', name: kiosk.id })
    const panel = client(
      {
        protocolVersion: 5,
        clean: false,
        keepalive: 60,
        clientId: `panel-${name}`,
        username: body.data.user,
        password: body.data.secret,
        will: { topic: `${topic}connection`, payload: Buffer.from('offline'), qos: 2, retain: true },
      },
      url(),
    )
    const told = message(panel)
    expect(await panel.subscribeAsync(`${topic}command`, { qos: 2 })).toMatchObject([{ qos: 2 }])
    const operator = client({ username: 'relevo', password: TOKEN }, url())
    await operator.subscribeAsync(`${topic}connection`)
    const gone = message(operator)
    await server.call('POST', `/api/kiosks/${kiosk.id}/commands`, { do: 'wake' })
    expect(await told).toEqual({
      topic: `${topic}command`,
      text: expect.stringContaining('"wake":true'),
      retain: false,
    })
    panel.stream.destroy()
    expect(await gone).toMatchObject({ topic: `${topic}connection`, text: 'offline' })
  })

  test('a large packet to a listener arrives whole', async () => {
    const operator = client({ username: 'relevo', password: TOKEN }, url())
    const got = message(operator)
    await operator.subscribeAsync('some/topic')
    await operator.publishAsync('some/topic', 'x'.repeat(50_000))
    expect((await got).text).toBe('x'.repeat(50_000))
  })
})

describe('who may do what', () => {
  test.each([
    ['relevo', 'wrong'],
    ['relevo', ''],
    ['admin', TOKEN],
  ])('%s with password %s is refused', async (username, password) => {
    const refused = client({ username, password })
    const error = await new Promise<Error>((resolve) => refused.once('error', resolve))
    expect(error).toMatchObject({ code: 4 })
  })

  test('the token opens everything but what is the server’s to say', async () => {
    const operator = client({ username: 'relevo', password: TOKEN })
    const granted = await operator.subscribeAsync('#')
    expect(granted).toMatchObject([{ topic: '#', qos: 0 }])
    await operator.publishAsync('some/where', 'go', { qos: 1 })
    const gone = closed(operator)
    operator.publish(at.command('lobby'), 'go', { qos: 1 })
    await gone
  })

  test('a hint for one tablet goes to it alone, and is kept for nobody', async () => {
    await fetch(`${server.url}/config/version.json?tablet=guest&release=r0`)
    const guest = client({ clientId: 'guest' })
    const other = client({ clientId: 'other' })
    await guest.subscribeAsync(at.command('guest'))
    await other.subscribeAsync(at.command('other'))
    const strayed: string[] = []
    other.on('message', (topic) => strayed.push(topic))
    const told = new Promise((resolve) =>
      guest.once('message', (topic, payload, { retain, qos }) =>
        resolve({ topic, hint: JSON.parse(payload.toString()), retain, qos }),
      ),
    )
    await server.call('POST', '/api/tablets/guest/update', { force: true })
    const hint = { version: 'r1', force: true, timestamp: expect.any(String) }
    expect(await told).toEqual({ topic: at.command('guest'), hint, retain: false, qos: 0 })

    const operator = client({ username: 'relevo', password: TOKEN })
    const kept: string[] = []
    const isOver = new Promise<void>((resolve) =>
      operator.on('message', (topic) => (topic === 'over' ? resolve() : void kept.push(topic))),
    )
    await operator.subscribeAsync('#')
    await operator.publishAsync('over', '')
    await isOver
    expect(kept).toContain(at.notification)
    expect([...kept, ...strayed].filter((topic) => topic.endsWith('/command'))).toEqual([])
  })

  test.each(['#', '+/tablets/+/status', at.allStatus, at.command('other'), at.status('guest'), '$SYS/#'])(
    'a tablet may not listen to %s',
    async (filter) => {
      const guest = client({ clientId: 'guest' })
      await expect(guest.subscribeAsync(filter)).rejects.toThrow()
      expect(await guest.subscribeAsync(at.command('guest'))).toMatchObject([{ qos: 0 }])
    },
  )

  test.each([at.notification, at.command('guest'), at.status('other'), 'elsewhere', '$SYS/x'])(
    'a tablet that writes to %s is cut, and nobody gets it',
    async (topic) => {
      const operator = client({ username: 'relevo', password: TOKEN })
      const heard: string[] = []
      operator.on('message', (got) => heard.push(got))
      await operator.subscribeAsync([topic, 'end'])
      const guest = client({ clientId: 'guest' })
      const cut = closed(guest)
      guest.publish(topic, '{"tablet":"other","online":false}', { qos: 0 })
      await cut
      await operator.publishAsync('end', '')
      await expect.poll(() => heard).toContain('end')
      expect(heard.filter((got) => got === topic && got !== at.notification)).toEqual([])
    },
  )

  test('a second page of a tablet speaks for it too', async () => {
    const second = client({ clientId: 'shop.page2' })
    await second.publishAsync(at.status('shop'), report('shop'), { qos: 1 })
    await expect.poll(() => tablet('shop')).toMatchObject({ id: 'shop' })
  })
})

test('a connection that is alive keeps its tablet seen', async () => {
  const quiet = client({ clientId: 'quiet', keepalive: 1 })
  await quiet.publishAsync(at.status('quiet'), report('quiet'), { qos: 1 })
  await expect.poll(() => tablet('quiet')).toBeDefined()
  const { lastSeen } = await tablet('quiet')
  await expect.poll(async () => (await tablet('quiet')).lastSeen > lastSeen, { timeout: 5_000 }).toBe(true)
})

test('what is no report is dropped, and the next good one is heard', async () => {
  const guest = client({ clientId: 'odd' })
  const bad = ['', 'hello', '{', '[]', 'null', report('someone-else'), report('odd', { phase: 'flying' })]
  for (const text of [...bad, report('odd', { release: 'r8', detail: 'x'.repeat(5_000) })]) {
    await guest.publishAsync(at.status('odd'), text, { qos: 1, retain: true })
  }
  await guest.publishAsync(at.status('odd'), report('odd', { phase: 'staged', target: 'r9' }), { qos: 1 })
  await expect.poll(() => tablet('odd')).toMatchObject({ phase: 'staged', target: 'r9' })
  const { data } = (await server.call('GET', '/api/events?tablet=odd')).body
  expect(data.map(({ type }: { type: string }) => type)).toEqual(['tablet-new'])
  expect(await tablet('someone-else')).toBeUndefined()
})

test('a connection that announces an enormous packet is cut before it is sent', async () => {
  const raw = connect(server.running.mqttPort ?? 0, '127.0.0.1')
  const cut = new Promise((resolve) => raw.once('close', resolve))
  raw.on('error', () => undefined) // a reset is as good as an end
  raw.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0, 4]))
  await cut
})

test('a broken connection and an upgrade to elsewhere do no harm', async () => {
  const raw = connect(server.running.mqttPort ?? 0, '127.0.0.1')
  raw.resume()
  raw.write('GET / HTTP/1.1\r\n\r\n')
  await new Promise((resolve) => raw.once('close', resolve))
  const elsewhere = new WebSocket(`${server.url.replace('http', 'ws')}/other`)
  await new Promise((resolve) => elsewhere.once('error', resolve))
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
})

test('after a restart the retained hint is there again', async () => {
  await server.restart()
  const listener = client()
  const hint = message(listener)
  await listener.subscribeAsync(at.notification)
  expect(JSON.parse((await hint).text)).toMatchObject({ version: 'r1' })
})

test('without a TCP port there is still MQTT over WebSocket', async () => {
  const other = await serverInTemp({ mqttPort: 0, prefix: 'site/hall' })
  expect(other.running).not.toHaveProperty('mqttPort')
  await other.release('r1')
  const listener = client({}, `${other.url.replace('http', 'ws')}/mqtt`)
  const hint = message(listener)
  await listener.subscribeAsync('site/hall/update/notification')
  expect(JSON.parse((await hint).text)).toMatchObject({ version: 'r1' })
  await listener.endAsync(true)
  await other.remove()
})
