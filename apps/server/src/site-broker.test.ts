import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@relevo/config'
import { topics } from '@relevo/core/protocol'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { whereEverythingIs } from './announce.ts'
import { type Mosquitto, type MosquittoSettings, mosquitto } from './testing/mosquitto.ts'
import { obliging, scriptedBroker } from './testing/scripted-broker.ts'
import { serverInTemp, type TestServer, TOKEN } from './testing/server-in-temp.ts'
import { serverProcess } from './testing/server-process.ts'

const at = topics('intercom')
/** The ACL that `docs/site-broker.md` has people copy, and somebody who may do everything, to look. */
const DOCUMENT = await readFile(new URL('../../../docs/site-broker.md', import.meta.url), 'utf8')
const ACL = `${/<!-- the tests read this -->\n```\n([\s\S]+?)```/.exec(DOCUMENT)?.[1]}\nuser house\ntopic readwrite #`
const PASSWORD = 'right'
const USERS = Object.fromEntries(['relevo', 'homeassistant', 'hall', 'sites', 'house'].map((user) => [user, PASSWORD]))

async function site(settings: MosquittoSettings = { users: USERS, acl: ACL }): Promise<Mosquitto> {
  const broker = await mosquitto(settings)
  onTestFinished(() => broker.remove())
  return broker
}
const brokerOf = ({ url }: Mosquitto, more: Partial<NonNullable<Config['siteBroker']>> = {}) => ({
  siteBroker: { url, mode: 'bridge', protocol: 'auto', user: 'relevo', password: PASSWORD, ...more } as const,
})
async function server(settings: Partial<Config>): Promise<TestServer> {
  const started = await serverInTemp(settings)
  onTestFinished(() => started.remove())
  return started
}
/** A client that ends with the test, and what it hears. */
async function client(url: string, options: IClientOptions = {}, filters: string[] = []) {
  const made = await mqtt.connectAsync(url, { reconnectPeriod: 500, ...options })
  onTestFinished(() => made.endAsync(true))
  const heard: string[] = []
  made.on('message', (topic, payload, { retain }) => heard.push(`${retain ? '*' : ''}${topic} ${payload}`))
  if (filters.length > 0) await made.subscribeAsync(filters, { qos: 1 })
  return { made, heard }
}
const report = (id: string, more: object = {}) =>
  JSON.stringify({ tablet: id, online: true, release: 'r1', phase: 'current', ...more })
const leaving = (id: string) => ({
  topic: at.status(id),
  payload: Buffer.from(JSON.stringify({ tablet: id, online: false })),
  qos: 1 as const,
  retain: true,
})
/** A tablet's page, as far as the broker knows it. */
async function tablet(url: string, id: string, options: IClientOptions = {}) {
  const page = await client(url, { clientId: `${id}.page`, will: leaving(id), ...options }, [
    at.notification,
    at.command(id),
  ])
  const say = (more: object = {}) => page.made.publishAsync(at.status(id), report(id, more), { qos: 1, retain: true })
  await say()
  return { ...page, say }
}
const rowOf = async (on: TestServer, id: string) => (await on.call('GET', `/api/tablets/${id}`)).body.data
const checkOf = async (on: TestServer, name: string) => {
  const { checks, status } = await (await fetch(`${on.url}/health/ready`)).json()
  return { ready: status, ...checks.find((one: { name: string }) => one.name === name) }
}
const end = (made: MqttClient) => made.stream.destroy()
const as = (username: string) => ({ username, password: PASSWORD })

test('bridge: a tablet on each side gets hints and commands, and each report reaches the fleet once', async () => {
  const broker = await site()
  const on = await server(brokerOf(broker))
  await on.release('r1')
  const own = await tablet(`${on.url.replace('http', 'ws')}/mqtt`, 'own')
  const sites = await tablet(broker.webSocketUrl, 'sites', as('sites'))
  for (const { heard } of [own, sites]) await expect.poll(() => heard.join()).toContain('"version":"r1"')
  for (const id of ['own', 'sites']) await expect.poll(() => rowOf(on, id)).toMatchObject({ online: true })

  await on.release('r2')
  for (const { heard } of [own, sites]) {
    await expect.poll(() => heard.join()).toContain('"version":"r2"')
    expect(heard.filter((one) => one.includes('"version":"r2"') && one.includes(at.notification))).toHaveLength(1)
  }
  await on.call('POST', '/api/tablets/sites/update', { force: true })
  await expect.poll(() => sites.heard.join()).toContain(at.command('sites'))

  for (const one of [own, sites]) await one.say({ phase: 'rolled_back', target: 'r2', error: 'boot-error' })
  for (const id of ['own', 'sites']) {
    await expect.poll(async () => (await rowOf(on, id)).error).toMatchObject({ code: 'boot-error' })
    const { data } = (await on.call('GET', `/api/events?tablet=${id}&type=tablet-rolled-back`)).body
    expect(data).toHaveLength(1)
  }
  end(sites.made)
  await expect.poll(async () => (await rowOf(on, 'sites')).online).toBe(false)
})

test('bridge: the house reads every tablet on its own broker, retained, and a forgotten one is gone from there', async () => {
  const broker = await site()
  const on = await server(brokerOf(broker))
  await on.release('r1')
  await tablet(`${on.url.replace('http', 'ws')}/mqtt`, 'own')
  await expect.poll(() => rowOf(on, 'own')).toBeDefined()
  const house = () => client(broker.url, as('house'), ['intercom/#'])
  const { heard } = await house()
  await expect.poll(() => heard.join()).toContain(`${at.status('own')} {"tablet":"own"`)
  await on.call('DELETE', '/api/tablets/own')
  await expect
    .poll(async () => {
      const { heard, made } = await house()
      await made.publishAsync('intercom/end', '')
      await expect.poll(() => heard).toContain('intercom/end ')
      return heard.filter((one) => one.includes('/status '))
    })
    .toEqual([])
})

test.each(['bridge', 'instead'] as const)(
  '%s: nothing on a command topic is ever kept, and a kiosk command arrives',
  async (mode) => {
    const broker = await site()
    const on = await server(brokerOf(broker, { mode }))
    await on.release('r1')
    const kiosk = await client(broker.url, { ...as('house'), protocolVersion: 5 }, [
      'wallpanel/hall/command',
      'intercom/#',
    ])
    const page = await tablet(broker.url, 'hall', as('hall'))
    await page.say({ release: 'r0' })
    await expect.poll(() => rowOf(on, 'hall')).toMatchObject({ release: 'r0' })
    await on.call('POST', '/api/tablets/hall/update', { force: true })
    await expect.poll(() => kiosk.heard.join()).toContain(`${at.command('hall')} {"version":"r1"`)
    const later = await client(broker.url, as('house'), ['#', 'end'])
    await later.made.publishAsync('end', '', { retain: true })
    await expect.poll(() => later.heard.join()).toContain('end ')
    expect(later.heard.filter((one) => one.includes('command'))).toEqual([])
  },
)

test.each(['bridge', 'instead'] as const)(
  '%s: a kiosk app on the site’s broker is found, heard and told what to do, once',
  async (mode) => {
    const broker = await site()
    const on = await server(brokerOf(broker, { mode }))
    const app = await client(broker.url, as('house'), ['wallpanel/lobby/command'])
    await expect.poll(() => checkOf(on, 'site broker'), { timeout: 5_000 }).toMatchObject({ status: 'ok' })
    await app.made.publishAsync('wallpanel/lobby/connection', 'online', { qos: 1, retain: true })
    const kiosk = async () => (await on.call('GET', '/api/kiosks')).body.data
    await expect.poll(async () => JSON.stringify(await kiosk())).toContain('wallpanel/lobby/')
    const added = await on.call('POST', '/api/kiosks', { app: 'wallpanel', id: 'lobby', base: 'wallpanel/lobby/' })
    expect(added.status).toBeLessThan(300)
    await expect
      .poll(async () => {
        await app.made.publishAsync('wallpanel/lobby/state', '{"currentUrl":"http://panel/","screenOn":true}')
        return (await on.call('GET', '/api/kiosks/lobby')).body.data?.state
      })
      .toMatchObject({ isScreenOn: true })
    await on.call('POST', '/api/kiosks/lobby/commands', { do: 'reload' })
    await expect.poll(() => app.heard).toEqual(['wallpanel/lobby/command {"reload":true}'])
  },
)

test.each(['5', '3.1.1'] as const)(
  'bridge: with the ACL of the document the doctor finds nothing, also when every app speaks here, with %s',
  async (protocol) => {
    const broker = await site()
    const on = await server({
      ...brokerOf(broker, { protocol }),
      homeAssistant: { enabled: true, prefix: 'homeassistant' },
    })
    const add = (kiosk: object) => on.call('POST', '/api/kiosks', kiosk)
    await add({ app: 'wallpanel', id: 'wall', base: 'wallpanel/wall/' })
    await add({ app: 'freekiosk', id: 'free', base: 'freekiosk/free/' })
    await add({ app: 'fully', id: 'full', base: 'fully/', device: 'a-1' })
    await add({ app: 'fully', id: 'slash', base: '/fully/', device: 'a-2' })
    const own = await client(`${on.url.replace('http', 'ws')}/mqtt`, { username: 'relevo', password: TOKEN })
    const house = await client(broker.url, as('house'), ['#'])
    const said = ['wallpanel/wall/state', 'freekiosk/free/state', 'fully/deviceInfo/a-1', '/fully/event/onMotion/a-2']
    said.push('homeassistant/sensor/wall/battery/config')
    for (const topic of said) await own.made.publishAsync(topic, '{}', { qos: 1 })
    for (const topic of said) await expect.poll(() => house.heard).toContain(`${topic} {}`)
    await expect.poll(() => checkOf(on, 'site broker'), { timeout: 5_000 }).toMatchObject({ status: 'ok' })
    const findings = (await on.call('GET', '/api/doctor')).body.data
    expect(findings.filter(({ check }: { check: string }) => check === 'site-broker')).toMatchObject([
      { verdict: 'well' },
    ])
  },
)

test('instead: there is no broker here, and who asks for one is told where it is', async () => {
  const broker = await site()
  const on = await server({ ...brokerOf(broker, { mode: 'instead' }), mqttPort: 'auto' })
  expect(on.running).not.toHaveProperty('mqttPort')
  expect(on.running.siteBroker).toEqual({ url: broker.url, mode: 'instead' })
  expect(whereEverythingIs(on.running, { base: '/', access: 'open' })).toContain(
    `MQTT       ${broker.url} (the site’s)\n`,
  )
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asking = request(`${on.url}/mqtt`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'x' },
    })
    asking.on('response', async (response) => {
      const parts = await response.toArray()
      resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() })
    })
    asking.on('error', reject)
    asking.end()
  })
  expect(answer.status).toBe(421)
  expect(answer.text).toContain(`this server uses the broker of the site, ${broker.url}`)
  expect(answer.text).not.toContain('right')
})

test('instead: hints, reports and wills go by the site’s broker, and a restart of it is survived', async () => {
  const broker = await site()
  const on = await server(brokerOf(broker, { mode: 'instead' }))
  await on.release('r1')
  const page = await tablet(broker.webSocketUrl, 'hall', as('hall'))
  await expect.poll(() => rowOf(on, 'hall')).toMatchObject({ online: true, release: 'r1' })
  await expect.poll(() => page.heard.join()).toContain('"version":"r1"')
  await expect
    .poll(() => checkOf(on, 'site broker'), { timeout: 5_000 })
    .toMatchObject({ ready: 'ready', status: 'ok' })

  await broker.kill('loses')
  await expect
    .poll(() => checkOf(on, 'site broker'), { timeout: 5_000 })
    .toMatchObject({
      ready: 'not-ready',
      status: 'fail',
      detail: expect.stringContaining("the site's broker is not there: "),
    })
  await on.release('r2') // nobody is told; it is not refused
  await broker.start()
  await expect.poll(() => checkOf(on, 'site broker'), { timeout: 10_000 }).toMatchObject({ status: 'ok' })
  // What the broker lost is there again.
  const later = await client(broker.url, as('house'), [at.notification])
  await expect.poll(() => later.heard.join()).toContain('"version":"r2"')
  await expect.poll(() => page.made.connected, { timeout: 5_000 }).toBe(true)
  await page.say({ release: 'r2' })
  await expect.poll(() => rowOf(on, 'hall')).toMatchObject({ release: 'r2' })
  end(page.made)
  await expect.poll(async () => (await rowOf(on, 'hall')).online).toBe(false)
})

test.each([
  ['bridge', 'does not answer', [] as const],
  ['bridge', 'ends the connection', 'cut' as const],
  ['instead', 'does not answer', [] as const],
  ['instead', 'ends the connection', 'cut' as const],
] as const)(
  '%s: a broker that %s when it is subscribed to does not keep the server from starting',
  async (mode, _, answer) => {
    const broker = await scriptedBroker((packet, version) =>
      packet.cmd === 'subscribe' ? answer : obliging(packet, version),
    )
    const on = await server({ siteBroker: { url: broker.url, mode, protocol: 'auto' } })
    await on.release('r1')
  },
)

test('bridge: with a wrong password the server starts, serves its own tablets, and says what is wrong', async () => {
  const broker = await site()
  const on = await server(brokerOf(broker, { password: 'wrong' }))
  await on.release('r1')
  const own = await tablet(`${on.url.replace('http', 'ws')}/mqtt`, 'own')
  await expect.poll(() => own.heard.join()).toContain('"version":"r1"')
  await expect
    .poll(() => checkOf(on, 'site broker'), { timeout: 5_000 })
    .toMatchObject({
      ready: 'degraded',
      status: 'warn',
      detail: "the site's broker is not there: it does not let this user in: the password may be wrong",
    })
})

test('bridge: an ACL that forgets this server is found, though the broker says nothing', async () => {
  const broker = await site({ users: USERS, acl: 'user relevo\ntopic write intercom/#' })
  const on = await server(brokerOf(broker))
  await expect
    .poll(() => checkOf(on, 'site broker'), { timeout: 10_000 })
    .toMatchObject({ status: 'warn', detail: expect.stringContaining('its ACL must let us read and write our topics') })
})

test('certificates that cannot be used keep the server from starting, each named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-pem-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const broker = await site({ tls: true })
  const other = await site({ tls: true })
  await writeFile(join(folder, 'none.pem'), 'no certificate')
  const start = (more: Partial<NonNullable<Config['siteBroker']>>) =>
    serverInTemp({ siteBroker: { url: broker.tlsUrl, mode: 'bridge', protocol: 'auto', ...more } })
  const refused = (detail: RegExp) =>
    expect.objectContaining({ code: 'config-invalid', detail: expect.stringMatching(detail) })
  const { ca, cert } = broker.files
  await expect(start({ ca: join(folder, 'gone.pem') })).rejects.toThrow(refused(/siteBroker\.ca .+ cannot be read/))
  await expect(start({ cert: join(folder, 'none.pem'), key: broker.files.key })).rejects.toThrow(
    refused(/siteBroker\.cert is no PEM file/),
  )
  await expect(start({ ca, cert, key: other.files.key })).rejects.toThrow(
    refused(/siteBroker\.cert and siteBroker\.key do not belong together/),
  )
  const on = await server({ siteBroker: { url: broker.tlsUrl, mode: 'bridge', protocol: 'auto', ...broker.files } })
  await expect.poll(() => checkOf(on, 'site broker'), { timeout: 5_000 }).toMatchObject({ status: 'ok' })
})

test('after kill -9 of the server the bridge is there again, and the tablets of the site are heard as before', async () => {
  const broker = await site()
  const data = await mkdtemp(join(tmpdir(), 'relevo-site-'))
  const env = { MQTT_URL: broker.url.replace('mqtt://', 'mqtt://relevo:right@') }
  const first = await serverProcess(data, env)
  onTestFinished(() => rm(data, { recursive: true }))
  const page = await tablet(broker.url, 'hall', as('hall'))
  const row = async (from: typeof first) => (await from.call('GET', '/api/tablets/hall')).body.data
  await expect.poll(() => row(first), { timeout: 10_000 }).toMatchObject({ online: true })
  await first.kill()
  const second = await serverProcess(data, env)
  await page.say({ phase: 'downloading', target: 'r2' })
  await expect
    .poll(
      async () => {
        await page.say({ phase: 'downloading', target: 'r2' })
        return row(second)
      },
      { timeout: 10_000 },
    )
    .toMatchObject({ phase: 'downloading' })
  await second.stop()
})
