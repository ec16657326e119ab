import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Channel } from '../packages/client/src/index.ts'
import { mqttChannel } from '../packages/client/src/mqtt/index.ts'
import { site } from './hint-channel/brokers.ts'

/** A network that takes everything and gives nothing looks like one where nothing happens: only a ping can tell. */

let broker: Awaited<ReturnType<typeof site>>
let channel: Channel
beforeEach(async () => {
  broker = await site()
  // The time of the page, not that of the test or of the broker.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  channel.stop()
  vi.useRealTimers()
  await broker.close()
})

const hellos = () => broker.spoken.filter(({ cmd }) => cmd === 'connect').length
const pings = () => broker.spoken.filter(({ cmd }) => cmd === 'pingreq').length
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 })

it('a line that is dead without a word is noticed within a minute, and opened anew', async () => {
  const hints: string[] = []
  channel = mqttChannel()
  channel.start({
    tablet: 'lobby-1',
    versionUrl: broker.url.replace('ws:', 'http:').replace('/mqtt', '/config/version.json'),
    secret: undefined,
    strange: false,
    onHint: ({ version }) => hints.push(version),
    onRefused: () => undefined,
  })
  channel.report({ tablet: 'lobby-1', release: 'r1', phase: 'current' })
  await soon(() => broker.said('intercom/tablets/lobby-1/status')).toMatchObject({ online: true })
  const heard = (cmd: string) => soon(() => broker.heard.filter((packet) => packet.cmd === cmd).length).toBe(1)
  /** The page has heard all that was said before. */
  const reaches = async (version: string) => {
    await broker.say('intercom/update/notification', JSON.stringify({ version }))
    await soon(() => hints.at(-1)).toBe(version)
  }
  await heard('puback')
  await reaches('r2')

  vi.advanceTimersByTime(25_000)
  await soon(pings).toBe(1)
  await heard('pingresp')
  await reaches('r3')
  expect(hellos()).toBe(1)

  broker.swallow()
  vi.advanceTimersByTime(25_000) // the ping that nobody answers
  vi.advanceTimersByTime(29_999)
  expect(hellos()).toBe(1)
  vi.advanceTimersByTime(1)
  vi.advanceTimersByTime(1_000)
  await soon(hellos).toBe(2)
  await soon(() => broker.spoken.filter(({ cmd }) => cmd === 'publish').length).toBe(2)
  await reaches('r4')
})
