import { afterEach, expect, test } from 'vitest'
import { type OpenEngine, openEngine } from '../testing/open-engine.ts'
import { connectPacket, rawMqtt } from '../testing/raw-mqtt.ts'
import { admission } from './admission.ts'

let open: OpenEngine | undefined
afterEach(() => open?.close())

async function joined(clientId: string, more: Parameters<typeof connectPacket>[2] = {}) {
  const client = rawMqtt(open?.port ?? 0, 5)
  client.send(connectPacket(clientId, 5, more))
  await client.next('connack')
  return client
}
const rows = () => (open?.refusals.list() ?? []).map(({ reason, clientId, detail }) => ({ reason, clientId, detail }))

test('a fleet that comes back is let in one after the other, and who would wait too long is told to come again', async () => {
  open = await openEngine({ letIn: admission({ rate: 20, longestWait: 500 }).letIn })
  const versions = [4, 5] as const
  const clients = Array.from({ length: 300 }, (_, i) => ({ version: versions[i % 2] ?? 5, id: `tablet-${i}` })).map(
    ({ version, id }) => {
      const client = rawMqtt(open?.port ?? 0, version)
      client.send(connectPacket(id, version))
      return { client, version }
    },
  )
  const answers = await Promise.all(
    clients.map(async ({ client, version }) => {
      const { returnCode, reasonCode } = await client.next('connack')
      const code = version === 5 ? reasonCode : returnCode
      if (code !== 0) await client.closed
      return { version, code }
    }),
  )
  const refused = answers.filter(({ code }) => code !== 0)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(5) // those who need not wait
  expect(refused.length).toBeGreaterThan(50)
  for (const { version, code } of refused) expect(code).toBe(version === 5 ? 0x9f : 3)
  expect(rows()).toMatchObject([{ reason: 'server-busy' }])
  for (const { client } of clients) client.cut()
})

test('of two devices with one client id only the younger connection lives, and their fight is told by address', async () => {
  open = await openEngine()
  const watcher = await joined('watcher')
  watcher.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'lobby', qos: 0 }] })
  await watcher.next('suback')
  const will = { topic: 'lobby', payload: Buffer.from('offline'), qos: 1 as const, retain: true }
  let last = await joined('lobby', { will })
  for (let i = 0; i < 10; i++) {
    const next = await joined('lobby', { will })
    expect(await last.next('disconnect')).toMatchObject({ reasonCode: 0x8e })
    await last.closed
    last = next
  }
  await last.settled()
  await watcher.settled()
  // The first ones may be a tablet that came back, and their wills are said; a storm of them would say nothing.
  expect(watcher.inbox.filter(({ cmd }) => cmd === 'publish')).toHaveLength(3)
  expect(open.engine.connections.list().map(({ clientId }) => clientId)).toEqual(['watcher', 'lobby'])
  expect(rows()).toEqual([{ reason: 'same-id-twice', clientId: 'lobby', detail: '127.0.0.1' }])
  // Whoever remains and leaves for good is said to have left.
  last.cut()
  await watcher.next('publish')
  await expect.poll(() => watcher.inbox.filter(({ cmd }) => cmd === 'publish')).toHaveLength(3)
})

test('sessions of clients that stay away for ever do not fill the memory: a queue has an end', async () => {
  open = await openEngine()
  const away = await joined('away', { clean: false, properties: { sessionExpiryInterval: 3600 } })
  away.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'news', qos: 1 }] })
  await away.next('suback')
  away.send({ cmd: 'disconnect' })
  await away.closed
  const writer = await joined('writer')
  for (let i = 1; i <= 100; i++) {
    const payload = `${i} ${'x'.repeat(100_000)}`
    writer.send({ cmd: 'publish', topic: 'news', payload, qos: 1, messageId: i, retain: false, dup: false })
    await writer.next('puback')
  }
  const back = await joined('away', { clean: false, properties: { sessionExpiryInterval: 3600 } })
  const came = () => back.inbox.filter(({ cmd }) => cmd === 'publish').length
  await expect.poll(came).toBe(10) // 1 MiB
  await back.settled()
  expect(came()).toBe(10)
})
