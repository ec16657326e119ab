import type { Hint } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Channel } from '../ports.ts'
import { type Broker, startBroker } from '../testing/broker.ts'
import { mqttChannel } from './mqtt-channel.ts'
import { reconnectDelay } from './reconnect-delay.ts'

const STATUS = 'intercom/tablets/lobby-1/status'
const NOTIFICATION = 'intercom/update/notification'

let broker: Broker
let channels: Channel[]
let hints: Hint[]
beforeEach(async () => {
  broker = await startBroker()
  channels = []
  hints = []
})
afterEach(async () => {
  for (const channel of channels) channel.stop()
  await broker.close()
})

function open(channel = mqttChannel(), tablet = 'lobby-1'): Channel {
  channels.push(channel)
  channel.start({
    tablet,
    versionUrl: `http://127.0.0.1:${broker.port}/config/version.json`,
    onHint: (hint) => hints.push(hint),
  })
  return channel
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
  channel.start({
    tablet: 'lobby-1',
    versionUrl: `http://[::ffff:127.0.0.1]:${port}/config/version.json`,
    onHint: (hint) => hints.push(hint),
  })
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
