import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { certificateAuthority } from '../../testing/certificate.ts'
import { type Mosquitto, type MosquittoSettings, mosquitto } from '../../testing/mosquitto.ts'
import { obliging, type Script, scriptedBroker } from '../../testing/scripted-broker.ts'
import { SILENT } from '../../testing/silent-log.ts'
import { otherClient } from '../bus.contract.ts'
import { whyAway } from './line.ts'
import { createSiteBus, type SiteBus, type SiteBusSettings } from './site-bus.ts'

const will = { topic: 'intercom/home-assistant/availability', payload: 'offline' }
const say = (topic: string, payload = 'x') => ({ topic, payload, qos: 1, retain: false }) as const

/** A bus that ends with the test. */
function busTo(url: string, more: Partial<SiteBusSettings> = {}): SiteBus {
  const bus = createSiteBus({ url, protocol: 'auto', prefix: 'intercom', will, hearsItself: true, ...more }, SILENT)
  onTestFinished(() => bus.close())
  return bus
}
async function site(settings: MosquittoSettings = {}): Promise<Mosquitto> {
  const broker = await mosquitto(settings)
  onTestFinished(() => broker.remove())
  return broker
}
const isUp = (bus: SiteBus) => new Promise<void>((resolve) => bus.onUp(() => resolve()))
const why = (bus: SiteBus) => expect.poll(() => whyAway(bus.state().line), { timeout: 5_000 })
const protocolOf = (bus: SiteBus) => {
  const { line } = bus.state()
  return line.phase === 'up' ? line.protocol : undefined
}

test.each(['5', '3.1.1'] as const)(
  'a wrong password is told in plain words, with %s, and can be put right there',
  async (protocol) => {
    const broker = await site({ users: { relevo: 'new' } })
    const bus = busTo(broker.url, { user: 'relevo', password: 'old', protocol })
    await why(bus).toBe('it does not let this user in: the password may be wrong')
    await expect(bus.publish(say('a'))).rejects.toThrow("the site's broker is not there: it does not let this user in")
    await expect(bus.prove(AbortSignal.timeout(1_000))).rejects.toThrow('it does not let this user in')
    expect(JSON.stringify(bus.state())).not.toContain('old')
    await broker.start({ users: { relevo: 'old' } })
    await isUp(bus)
    await bus.prove(AbortSignal.timeout(1_000))
  },
)

test('an ACL that lets nothing be written is told by the broker in MQTT 5', async () => {
  const acl = 'user relevo\ntopic readwrite intercom/#\ntopic read wallpanel/#'
  const broker = await site({ users: { relevo: 'p' }, acl })
  const bus = busTo(broker.url, { user: 'relevo', password: 'p' })
  await isUp(bus)
  await bus.prove(AbortSignal.timeout(1_000))
  await expect(bus.publish(say('wallpanel/hall/command'))).rejects.toThrow(
    "the site's broker does not take wallpanel/hall/command: its ACL does not let us",
  )
  const refusal = { what: 'write', topic: 'wallpanel/hall/command', reason: 'its ACL does not let us' }
  await expect(bus.publish(say('wallpanel/hall/command'))).rejects.toThrow()
  expect(bus.state().refusals).toEqual([refusal])
})

test.each([
  ['reads', '5', 'topic write intercom/#'],
  ['reads', '3.1.1', 'topic write intercom/#'],
  ['writes', '3.1.1', 'topic read intercom/#'],
] as const)('an ACL under which nobody %s, of which it says nothing in %s, is found out', async (_, protocol, line) => {
  const broker = await site({ users: { relevo: 'p' }, acl: `user relevo\n${line}` })
  const bus = busTo(broker.url, { user: 'relevo', password: 'p', protocol })
  await expect.poll(() => bus.state().line.phase).toBe('up')
  await expect(bus.prove(AbortSignal.timeout(200))).rejects.toThrow(
    "the site's broker takes our messages and does not give them back: its ACL must let us read and write our topics",
  )
})

test('TLS: each thing that can be wrong is told apart', async () => {
  const broker = await site({ tls: true })
  const [ca, cert, key] = await Promise.all([
    readFile(broker.files.ca),
    readFile(broker.files.cert),
    readFile(broker.files.key),
  ])
  const stranger = certificateAuthority('stranger').issue('relevo')
  const strange = { cert: Buffer.from(stranger.cert), key: Buffer.from(stranger.key) }
  await why(busTo(broker.tlsUrl)).toMatch(/signed by nobody we trust: MQTT_CA names the authority/)
  await why(busTo(broker.tlsUrl, { ca })).toBe('it refuses our client certificate')
  await why(busTo(broker.tlsUrl, { ca, ...strange })).toBe('it refuses our client certificate')
  await why(busTo(broker.url.replace('mqtt:', 'mqtts:'), { ca })).toMatch(/TLS is wanted on one side only|no TLS port/)
  await why(busTo(broker.tlsUrl.replace('mqtts:', 'mqtt:'))).toMatch(/TLS is wanted on one side only/)
  await isUp(busTo(broker.tlsUrl, { ca, cert, key }))
})

test('what is not there is told', async () => {
  const broker = await site()
  await broker.kill('loses')
  await why(busTo(broker.url)).toBe('nothing listens at its address')
  await why(busTo('mqtt://no-such-host.invalid')).toBe('its name cannot be resolved')
})

/** Of MQTT 5 nothing is known. */
const old: Script = (packet, version) =>
  packet.cmd === 'connect' && version === 5
    ? [{ cmd: 'connack', sessionPresent: false, reasonCode: 132 }]
    : obliging(packet, version)
const mute: Script = (packet, version) =>
  packet.cmd === 'connect' && version === 5 ? 'cut' : obliging(packet, version)

test.each([
  ['says so', old],
  ['ends the connection', mute],
])(
  'a broker that does not know MQTT 5 and %s is spoken to in 3.1.1; when it has learnt it, in 5',
  async (_, script) => {
    const broker = await scriptedBroker(script)
    const bus = busTo(broker.url)
    await isUp(bus)
    expect(protocolOf(bus)).toBe('3.1.1')
    broker.play(obliging)
    broker.cut()
    await expect.poll(() => protocolOf(bus), { timeout: 5_000 }).toBe('5')
  },
)

test('a broker of old times, which answers to MQTT 5 as to 3.1.1, is spoken to in 3.1.1', async () => {
  const real = await site()
  const port = Number(new URL(real.url).port)
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (first: Buffer) => {
      // Fixed header, length of the name, "MQTT", version.
      if (first[8] === 5) return void socket.end(Buffer.of(0x20, 2, 0, 1))
      const onward = connect(port, '127.0.0.1')
      onward.on('error', () => socket.destroy())
      onward.write(first)
      socket.pipe(onward).pipe(socket)
    })
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => void proxy.close())
  const { port: at } = proxy.address() as { port: number }
  const bus = busTo(`mqtt://127.0.0.1:${at}`)
  await isUp(bus)
  expect(protocolOf(bus)).toBe('3.1.1')
})

test('a subscription that is refused is told, with 3.1.1 as far as it says', async () => {
  const refuse: Script = (packet, version) =>
    packet.cmd === 'subscribe' && packet.subscriptions[0]?.topic === 'closed'
      ? [{ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [version === 5 ? 135 : 128] }]
      : obliging(packet, version)
  const broker = await scriptedBroker(refuse)
  for (const [protocol, reason] of [
    ['5', 'its ACL does not let us'],
    ['3.1.1', 'it says no, and not why; its ACL may not let us'],
  ] as const) {
    const bus = busTo(broker.url, { protocol })
    await bus.subscribe('closed', () => undefined)
    await isUp(bus)
    expect(bus.state().refusals).toEqual([{ what: 'read', topic: 'closed', reason }])
    await bus.subscribe('closed', () => undefined)
    expect(bus.state().refusals).toHaveLength(1)
  }
})

test.each([
  ['does not answer', [] as const],
  ['ends the connection', 'cut' as const],
])('nobody waits long for a subscription: the broker %s, and is asked again on the next line', async (_, answer) => {
  let asked = 0
  const broker = await scriptedBroker((packet, version) => {
    if (packet.cmd !== 'subscribe' || packet.subscriptions[0]?.topic !== 'hall/+') return obliging(packet, version)
    asked++
    return answer
  })
  const bus = busTo(broker.url)
  await isUp(bus)
  const begin = performance.now()
  for (let i = 0; i < 10; i++) await bus.subscribe('hall/+', () => undefined)
  expect(performance.now() - begin).toBeLessThan(3_000)
  expect(asked).toBeGreaterThan(0)
  broker.play(obliging)
  broker.cut()
  await expect.poll(() => bus.state().line.phase).not.toBe('up')
  await isUp(bus)
  expect(bus.state().refusals).toEqual([])
})

test('a broker that throws us out says why', async () => {
  const broker = await scriptedBroker((packet, version) =>
    packet.cmd === 'publish' && packet.topic === 'a'
      ? [{ cmd: 'disconnect', reasonCode: 152 }]
      : obliging(packet, version),
  )
  const bus = busTo(broker.url)
  await isUp(bus)
  await expect(bus.publish(say('a'))).rejects.toThrow("the site's broker is not there: it refuses us (reason code 152)")
})

test('no more is on its way than the broker wants, and no more waits than makes sense', async () => {
  let most = 0
  const held: number[] = []
  const broker = await scriptedBroker((packet, version) => {
    if (packet.cmd === 'connect')
      return [{ cmd: 'connack', sessionPresent: false, reasonCode: 0, properties: { receiveMaximum: 2 } }]
    if (packet.cmd !== 'publish' || packet.topic !== 'a') return obliging(packet, version)
    held.push(packet.messageId ?? 0)
    most = Math.max(most, held.length)
    return []
  })
  const bus = busTo(broker.url)
  await isUp(bus)
  const all = Promise.allSettled(Array.from({ length: 1_003 }, () => bus.publish(say('a'))))
  await expect.poll(() => most).toBe(2)
  broker.cut()
  const reasons = (await all).map((one) => (one.status === 'rejected' ? String(one.reason) : 'taken'))
  expect(reasons.filter((one) => one.includes('1000 messages wait already'))).toHaveLength(1)
  expect(reasons.filter((one) => one.includes("the site's broker is not there"))).toHaveLength(1_002)
  expect(most).toBe(2)
})

test('after a kill subscriptions are taken up, and who waits for the broker is told again', async () => {
  const broker = await site()
  const bus = busTo(broker.url)
  const heard: string[] = []
  await bus.subscribe('hall/+', ({ topic, payload }) => heard.push(`${topic} ${Buffer.from(payload)}`))
  let ups = 0
  bus.onUp(() => ups++)
  await expect.poll(() => ups).toBe(1)
  await broker.kill()
  await why(bus).toMatch(/connection broke|cut the connection|nothing listens/)
  await broker.start()
  await expect.poll(() => ups, { timeout: 10_000 }).toBe(2)
  const other = await otherClient(broker.url)
  await other.publish('hall/a', '1', false)
  await expect.poll(() => heard).toEqual(['hall/a 1'])
  await other.end()
})

test('its last will is said when it is gone, corrected when it is back, and a goodbye says it too', async () => {
  const broker = await site()
  const bus = busTo(broker.url)
  await isUp(bus)
  await bus.publish({ ...will, payload: 'online', qos: 1, retain: true })
  const other = await otherClient(broker.url)
  const heard = await other.listen(will.topic)
  // As the will of a connection that this server had in an earlier life.
  await other.publish(will.topic, 'offline', true)
  await expect.poll(() => heard.slice(-2)).toEqual([`${will.topic} offline`, `${will.topic} online`])
  await bus.close()
  await expect.poll(() => heard.at(-1)).toBe(`${will.topic} offline`)
  expect(await other.kept(will.topic)).toEqual([`*${will.topic} offline`])
  await expect(bus.publish(say('a'))).rejects.toThrow('this server stops')
  await other.end()
})

test('a filter that is not subscribed to any more is known no longer, nor by its number', async () => {
  const numbers: (number | undefined)[] = []
  const broker = await scriptedBroker((packet, version) => {
    if (packet.cmd === 'subscribe' && packet.subscriptions[0]?.topic.startsWith('hall/'))
      numbers.push([packet.properties?.subscriptionIdentifier].flat()[0])
    return obliging(packet, version)
  })
  const bus = busTo(broker.url)
  await isUp(bus)
  for (const filter of ['hall/a', 'hall/a', 'hall/b']) (await bus.subscribe(filter, () => undefined))()
  await expect.poll(() => numbers).toHaveLength(3)
  expect(new Set(numbers).size).toBe(3)
})

test('where two filters take in a message, each hears it once', async () => {
  const broker = await site()
  for (const protocol of ['5', '3.1.1'] as const) {
    const bus = busTo(broker.url, { protocol })
    await isUp(bus)
    const heard: string[] = []
    await bus.subscribe('hall/#', () => heard.push('hall/#'))
    await bus.subscribe('hall/+', () => heard.push('hall/+'))
    await bus.publish(say('hall/a'))
    await bus.prove(AbortSignal.timeout(1_000))
    expect(heard.sort()).toEqual(['hall/#', 'hall/+'])
  }
})
