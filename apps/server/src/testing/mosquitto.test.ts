import { readFile } from 'node:fs/promises'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, expect, test } from 'vitest'
import { type Mosquitto, type MosquittoSettings, mosquitto } from './mosquitto.ts'

let broker: Mosquitto
const open: MqttClient[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.endAsync(true)))
  await broker.remove()
})

async function begin(settings: MosquittoSettings = {}) {
  broker = await mosquitto(settings)
}

async function client(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const made = await mqtt.connectAsync(url, { reconnectPeriod: 0, connectTimeout: 5_000, ...options }, false)
  open.push(made)
  return made
}

const heardBy = (listener: MqttClient) =>
  new Promise<string>((resolve) => listener.once('message', (topic, payload) => resolve(`${topic} ${payload}`)))

test.each([4, 5] as const)('it carries MQTT %s over TCP and over WebSocket', async (protocolVersion) => {
  await begin()
  const listener = await client(broker.webSocketUrl, { protocolVersion })
  const heard = heardBy(listener)
  await listener.subscribeAsync('hall/#')
  const speaker = await client(broker.url, { protocolVersion })
  await speaker.publishAsync('hall/a', '1', { qos: 1 })
  expect(await heard).toBe('hall/a 1')
})

test('it asks for passwords, and its ACL decides who reads what', async () => {
  const users = { ann: 'right', bob: 'right' }
  await begin({ users, acl: 'user ann\ntopic readwrite hall/#\nuser bob\ntopic read attic/#' })
  await expect(client(broker.url, { username: 'ann', password: 'wrong' })).rejects.toThrow(/Not authorized/)
  await expect(client(broker.url)).rejects.toThrow(/Not authorized/)
  const ann = await client(broker.url, { username: 'ann', password: 'right', protocolVersion: 5 })
  await ann.publishAsync('hall/a', '1', { qos: 1, retain: true })
  await expect(ann.publishAsync('attic/a', '1', { qos: 1 })).rejects.toThrow(/Not authorized/)
})

test('over TLS it wants a certificate of its authority', async () => {
  await begin({ tls: true })
  const [ca, cert, key] = await Promise.all(
    Object.values(broker.files).map((path) => readFile(path)) as [Promise<Buffer>, Promise<Buffer>, Promise<Buffer>],
  )
  await client(broker.tlsUrl, { ca, cert, key })
  await expect(client(broker.tlsUrl, { ca })).rejects.toThrow()
  await expect(client(broker.tlsUrl, { cert, key })).rejects.toThrow(/certificate/)
})

test('killed and started again, it is on the same ports and has what was retained', async () => {
  await begin()
  const speaker = await client(broker.url)
  await speaker.publishAsync('hall/a', 'kept', { qos: 1, retain: true })
  await broker.kill()
  await broker.start()
  const listener = await client(broker.url)
  const heard = heardBy(listener)
  await listener.subscribeAsync('hall/a')
  expect(await heard).toBe('hall/a kept')
})
