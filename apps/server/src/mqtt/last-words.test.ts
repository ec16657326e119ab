import { afterEach, expect, test } from 'vitest'
import { type OpenEngine, openEngine } from '../testing/open-engine.ts'
import { connectPacket, type RawMqtt, rawMqtt } from '../testing/raw-mqtt.ts'

let open: OpenEngine | undefined
afterEach(() => open?.close())

const saying = (payload: string) => ({ topic: 'lobby', payload: Buffer.from(payload), retain: true })

/** What somebody who listens hears of the topic, without what was kept before. */
const heardBy = ({ inbox }: RawMqtt) =>
  inbox.flatMap((packet) => (packet.cmd === 'publish' && !packet.retain ? String(packet.payload) : []))

/** A connection that leaves a will, and says that it is there as soon as it is let in, or sooner. */
function panel(id: string, version: 4 | 5, qos: 0 | 1 | 2): RawMqtt {
  const client = rawMqtt(open?.port ?? 0, version)
  const subscriptions = ['command', 'set/reload', 'set/url'].map((topic) => ({
    topic: `${id}/${topic}`,
    qos: 2 as const,
  }))
  client.send(connectPacket(id, version, { clean: false, will: { ...saying('offline'), qos } }))
  client.send({ cmd: 'publish', ...saying('online'), qos: 0, dup: false })
  client.send({ cmd: 'subscribe', messageId: 1, subscriptions })
  return client
}

/** Whoever is thrown out is offline before whoever took its place is online, whatever the packets cross on the way. */
test.each([
  [4, 0],
  [4, 1],
  [4, 2],
  [5, 0],
  [5, 1],
  [5, 2],
] as const)(
  'a client of version %i that is thrown out has its will of QoS %i said before whoever took its place speaks',
  async (version, qos) => {
    open = await openEngine()
    const watcher = rawMqtt(open.port, 5)
    watcher.send(connectPacket('watcher', 5))
    await watcher.next('connack')
    watcher.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'lobby', qos: 0 }] })
    await watcher.next('suback')
    for (let round = 0; round < 40; round++) {
      watcher.inbox.length = 0
      // An id of its own for each: those that are fought over have their wills kept back.
      const id = `panel-${round}`
      const old = panel(id, version, qos)
      await expect.poll(() => heardBy(watcher), { interval: 1 }).toEqual(['online'])
      await old.next('suback')
      const next = panel(id, version, qos)
      // Sometimes the old one falls silent by itself at that very moment.
      if (round % 4 === 3) old.cut()
      await expect.poll(() => heardBy(watcher).length, { interval: 1 }).toBe(3)
      expect([round, heardBy(watcher)]).toEqual([round, ['online', 'offline', 'online']])
      next.send({ cmd: 'disconnect' })
      await Promise.all([old.closed, next.closed])
    }
  },
)

test('whoever takes the place of a client that left no will, or said goodbye, waits for nothing', async () => {
  open = await openEngine()
  const first = rawMqtt(open.port, 5)
  first.send(connectPacket('panel', 5))
  await first.next('connack')
  const second = panel('panel', 5, 1)
  await second.next('connack')
  await second.settled()
  second.send({ cmd: 'disconnect' })
  await second.closed
  const third = rawMqtt(open.port, 5)
  third.send(connectPacket('panel', 5))
  third.send({ cmd: 'publish', ...saying('here'), qos: 1, messageId: 1, dup: false })
  await third.next('puback')
})
