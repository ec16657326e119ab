import type { MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AT, type BrokerRig, brokerRig, OPERATOR, VERSIONS } from '../testing/broker-rig.ts'
import { hintsOver } from './outbox.ts'
import { statusesOver } from './statuses.ts'

let rig: BrokerRig
beforeEach(async () => {
  rig = await brokerRig()
})
afterEach(() => rig.remove())

const COMMANDS = [
  AT.command('lobby'),
  AT.command('attic'),
  'wallpanel/hall/command',
  'freekiosk/attic/set/url',
  'freekiosk/attic/set/deep/er',
]
const isCommand = (topic: string) => COMMANDS.includes(topic)

interface Heard {
  topic: string
  retain: boolean
}

/** Listens to everything, as an operator may; MQTT 5 leaves the flag on what is passed on, if it is asked to. */
async function witness(protocolVersion: 4 | 5): Promise<{ heard: Heard[]; client: MqttClient }> {
  const client = await rig.connect({ ...OPERATOR, protocolVersion })
  const heard: Heard[] = []
  client.on('message', (topic, _, { retain }) => heard.push({ topic, retain }))
  await client.subscribeAsync('#', { qos: 1, ...(protocolVersion === 5 && { rap: true }) })
  return { heard, client }
}

describe.each(VERSIONS)('MQTT, protocol level %i', (protocolVersion) => {
  test('nothing is ever retained on a command topic, whatever everybody does', async () => {
    const early = await witness(protocolVersion)
    const { bus } = rig.broker
    const hints = hintsOver(bus, AT)
    const lobby = await rig.credential('tablet', 'lobby')
    const hall = await rig.credential('kiosk', 'hall')
    const freekiosk = await rig.credential('kiosk', 'attic')
    const service = await rig.credential('service', 'home-assistant')

    for (let round = 0; round < 3; round++) {
      // What the server says: hints, which are kept, orders to single tablets, commands to kiosk apps.
      await hints.send({ environment: 'production', version: `r${round}`, force: false, at: round })
      const nudged = ['lobby', 'attic'].map((tablet) => ({ tablet, version: 'r1', force: true, at: round }))
      await hints.nudge(nudged)
      for (const topic of COMMANDS.slice(2))
        await bus.publish({ topic, payload: '{"reload":true}', qos: 0, retain: false })
      // Not even by a mistake of ours.
      for (const topic of COMMANDS) {
        const mistake = bus.publish({ topic, payload: 'x', qos: 1, retain: true })
        await expect(mistake).rejects.toThrow('nothing is retained')
      }
      // What everybody else tries: retained, with each QoS, and as a last will.
      for (const signIn of [OPERATOR, { ...lobby, clientId: 'lobby' }, hall, freekiosk, service]) {
        for (const topic of COMMANDS) {
          for (const qos of [0, 1, 2] as const) {
            const client = await rig.connect({ ...signIn, protocolVersion })
            const end = new Promise<void>((resolve) => client.once('close', () => resolve()))
            const tried = client
              .publishAsync(topic, `by ${signIn.username}`, { qos, retain: true })
              .catch(() => undefined)
            await Promise.race([Promise.all([tried, client.unsubscribeAsync('x').catch(() => undefined)]), end])
            await client.endAsync(true)
          }
          const will = { topic, payload: Buffer.from('x'), qos: 1 as const, retain: true }
          await expect(rig.connect({ ...signIn, protocolVersion, will })).rejects.toThrow()
        }
      }
      await statusesOver(bus, AT).clear('lobby')
    }

    const late = await witness(protocolVersion)
    await late.client.subscribeAsync(COMMANDS, { qos: 1 })
    await bus.publish({ topic: 'the/end', payload: 'x', qos: 1, retain: false })
    for (const { heard } of [early, late]) await expect.poll(() => heard.at(-1)?.topic).toBe('the/end')
    // The witness sees what is retained elsewhere, and commands as they are sent; both at once it never sees.
    expect(late.heard).toContainEqual({ topic: AT.notification, retain: true })
    expect(early.heard.filter(({ topic }) => isCommand(topic))).toHaveLength(3 * COMMANDS.length)
    for (const { heard } of [early, late]) {
      expect(heard.filter(({ topic, retain }) => isCommand(topic) && retain)).toEqual([])
    }
    expect(late.heard.filter(({ topic }) => isCommand(topic))).toEqual([])
  }, 60_000)

  test('what was retained on a topic before it became one of commands is told nobody any more', async () => {
    const operator = await rig.connect({ ...OPERATOR, protocolVersion })
    await operator.publishAsync('wallpanel/gallery/command', '{"reload":true}', { qos: 1, retain: true })
    const before = await witness(protocolVersion)
    await expect.poll(() => before.heard).toEqual([{ topic: 'wallpanel/gallery/command', retain: true }])
    rig.base = 'wallpanel/gallery/'
    const after = await witness(protocolVersion)
    const kiosk = await rig.connect({ ...(await rig.credential('kiosk', 'hall')), protocolVersion })
    const heard: string[] = []
    kiosk.on('message', (topic) => heard.push(topic))
    await kiosk.subscribeAsync('wallpanel/gallery/command')
    const wake = { topic: 'wallpanel/gallery/command', payload: '{"wake":true}', qos: 0, retain: false } as const
    await rig.broker.bus.publish(wake)
    await expect.poll(() => after.heard).toEqual([{ topic: wake.topic, retain: false }])
    await expect.poll(() => heard).toEqual([wake.topic])
  })
})
