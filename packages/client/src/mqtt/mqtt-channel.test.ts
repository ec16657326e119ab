import type { Hint } from '@relevo/core/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Site } from '../ports.ts'
import { type Broker, startBroker } from '../testing/broker.ts'
import { mqttChannel } from './mqtt-channel.ts'
import { reconnectDelay } from './reconnect-delay.ts'

const STATUS = 'intercom/tablets/lobby-1/status'
const NOTIFICATION = 'intercom/update/notification'

let broker: Broker
let channels: Channel[]
let hints: Hint[]
let refusals: number
beforeEach(async () => {
  broker = await startBroker()
  channels = []
  hints = []
  refusals = 0
})
afterEach(async () => {
  for (const channel of channels) channel.stop()
  await broker.close()
})

function open(channel = mqttChannel(), tablet = 'lobby-1'): Channel {
  channels.push(channel)
  channel.start(site({ tablet }))
  return channel
}

function site(other: Partial<Site> = {}): Site {
  return {
    tablet: 'lobby-1',
    versionUrl: `http://127.0.0.1:${broker.port}/config/version.json`,
    secret: undefined,
    strange: false,
    onHint: (hint) => hints.push(hint),
    onRefused: () => refusals++,
    ...other,
  }
}

const connected = (count: number) => expect.poll(() => broker.clients.length).toBe(count)
const subscribed = () => expect.poll(() => broker.broker.connectedClients).toBe(1)

it('reports as a retained status, the newest only', async () => {
  const channel = open()
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'trial' })
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
  await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: true, phase: 'current' })
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'staged', target: 'r2' })
  await expect
    .poll(() => broker.said.get(STATUS))
    .toEqual({ online: true, tablet: 'lobby-1', release: 'r1', phase: 'staged', target: 'r2' })
})

it('brings hints, those from before it connected too, and nothing that is none', async () => {
  await broker.say(NOTIFICATION, '{"version":"r2","force":true}', true)
  open()
  await expect.poll(() => hints).toEqual([{ version: 'r2', force: true }])
  await broker.say(NOTIFICATION, '{"version":{}}')
  await broker.say(NOTIFICATION, '"<html>"')
  await broker.say(NOTIFICATION, '{"version":"r3"}')
  await expect.poll(() => hints.length).toBe(2)
  expect(hints[1]).toEqual({ version: 'r3', force: false })
})

it('brings hints for this tablet alone, and none for others', async () => {
  await broker.say(NOTIFICATION, '{"version":"r1"}', true)
  open()
  await expect.poll(() => hints.length).toBe(1)
  await broker.say('intercom/tablets/lobby-2/command', '{"version":"r2"}')
  await broker.say('intercom/tablets/lobby-1/command', '{"version":"r3"}')
  await expect.poll(() => hints.slice(1)).toEqual([{ version: 'r3', force: false }])
})

it.each([
  ['the host of version.json', undefined],
  ['its own address', 'ws://[::ffff:127.0.0.1]:PORT/mqtt'],
])('finds a broker whose address is IPv6: %s', async (_, url) => {
  const { port } = broker
  const channel = mqttChannel(url === undefined ? {} : { url: url.replace('PORT', String(port)) })
  channels.push(channel)
  channel.start(site({ versionUrl: `http://[::ffff:127.0.0.1]:${port}/config/version.json` }))
  await connected(1)
})

it('two pages of one tablet are two clients of its name', async () => {
  open()
  open()
  await connected(2)
  for (const id of broker.clients) expect(id).toMatch(/^lobby-1\.[0-9a-z]{4}$/)
  expect(new Set(broker.clients).size).toBe(2)
})

it('a line that breaks leaves the last will, and comes back with the newest report', async () => {
  const channel = open()
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
  await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: true })
  broker.cut()
  await expect.poll(() => broker.said.get(STATUS)).toEqual({ online: false, tablet: 'lobby-1' })
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'staged', target: 'r2' })
  await expect.poll(() => broker.said.get(STATUS), { timeout: 10_000 }).toMatchObject({ online: true, phase: 'staged' })
  await broker.say(NOTIFICATION, '{"version":"r2"}')
  await expect.poll(() => hints.length).toBe(1)
})

it('a page that stops is offline for the others', async () => {
  const channel = open()
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
  await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: true })
  channel.stop()
  await expect.poll(() => broker.said.get(STATUS)).toEqual({ online: false, tablet: 'lobby-1' })
})

it('a channel that is stopped before MQTT.js is there never connects', async () => {
  const channel = open()
  channel.stop()
  open(mqttChannel(), 'lobby-2')
  await connected(1)
  expect(broker.clients[0]).toMatch(/^lobby-2\./)
})

it('a refused or a lost broker disturbs nobody, and is tried again', async () => {
  const { port } = broker
  await broker.close()
  let refused = 0
  broker = await startBroker(
    {
      authenticate: (_, name, __, done) => {
        refused += name === 'panel' ? 0 : 1
        done(null, refused > 1)
      },
    },
    port,
  )
  open()
  await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThan(1)
  await subscribed()
})

it('an address that is none disturbs nobody', async () => {
  const channel = open(mqttChannel({ url: 'nonsense' }))
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
  open(mqttChannel(), 'lobby-2')
  await connected(1)
})

it('gives the broker its name and password, under its prefix', async () => {
  const { port } = broker
  await broker.close()
  const seen: unknown[] = []
  broker = await startBroker(
    {
      authenticate: (_, name, password, done) => {
        seen.push([name, String(password)])
        done(null, true)
      },
    },
    port,
  )
  open(mqttChannel({ prefix: 'lobby/panels', username: 'panel', password: 'secret' })).report({
    tablet: 'lobby-1',
    release: 'r1',
    phase: 'current',
  })
  await expect.poll(() => broker.said.has('lobby/panels/tablets/lobby-1/status')).toBe(true)
  expect(seen).toEqual([['panel', 'secret']])
})

/** A broker that lets in whom the test wants, and notes who came. */
async function guarded(lets: (name: string | undefined, password: string) => boolean): Promise<string[]> {
  const { port } = broker
  await broker.close()
  const came: string[] = []
  broker = await startBroker(
    {
      authenticate: (_, name, password, done) => {
        came.push(`${name} ${password}`)
        done(null, lets(name, String(password)))
      },
    },
    port,
  )
  return came
}

describe('a tablet that has to be known', () => {
  it('signs in with its id and its secret', async () => {
    const came = await guarded((name, password) => name === 'lobby-1' && password === 'secret')
    mqttChannelOf(site({ secret: 'secret' }))
    await connected(1)
    expect(came).toEqual(['lobby-1 secret'])
  })

  it('stays away until it is enrolled, and then comes with the newest report, without a reload', async () => {
    const came = await guarded((_, password) => password === 'secret')
    const channel = mqttChannelOf(site({ strange: true }))
    channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
    channel.start(site({ strange: true }))
    open(mqttChannel({ username: 'other', password: 'secret' }), 'lobby-2') // however long that takes
    await connected(1)
    channel.start(site({ secret: 'secret' }))
    await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: true, phase: 'current' })
    expect(came).toEqual(['other secret', 'lobby-1 secret'])
  })

  it('leaves when it is not known any more, and stays away with the secret that is good for nothing', async () => {
    const channel = mqttChannelOf(site({ secret: 'secret' }))
    channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
    await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: true })
    channel.start(site({ secret: 'secret', strange: true }))
    await expect.poll(() => broker.said.get(STATUS)).toMatchObject({ online: false })
    expect(broker.clients).toHaveLength(1)
  })

  it('says once that the broker refuses it', async () => {
    const came = await guarded(() => false)
    mqttChannelOf(site({ secret: 'old' }))
    await expect.poll(() => came.length, { timeout: 15_000 }).toBeGreaterThan(2)
    expect(refusals).toBe(1)
  })

  it('signs in with the name and password of the app where it has them, known or not', async () => {
    const came = await guarded(() => true)
    mqttChannelOf(site({ secret: 'secret', strange: true }), mqttChannel({ username: 'panel', password: 'house' }))
    await connected(1)
    expect(came).toEqual(['panel house'])
  })

  it('that is stopped can be started again', async () => {
    const channel = open()
    await connected(1)
    channel.stop()
    channel.start(site())
    await connected(2)
  })
})

function mqttChannelOf(where: Site, channel = mqttChannel()): Channel {
  channels.push(channel)
  channel.start(where)
  return channel
}

it.each([
  [0, 0, 500],
  [0, 1, 1_000],
  [3, 1, 8_000],
  [6, 1, 60_000],
  [2000, 1, 60_000],
  [2000, 0, 30_000],
])('after %i tries, chance %d, waits %i ms', (tries, chance, ms) => {
  expect(reconnectDelay(tries, chance)).toBe(ms)
})

it('waits up to ten minutes where it is refused', () => {
  expect([0, 6, 2000].map((tries) => reconnectDelay(tries, 1, true))).toEqual([1_000, 64_000, 600_000])
})
