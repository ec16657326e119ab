import type { MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AT, type BrokerRig, brokerRig, OPERATOR, VERSIONS } from '../testing/broker-rig.ts'

let rig: BrokerRig
beforeEach(async () => {
  rig = await brokerRig()
})
afterEach(() => rig.remove())

const ROOT = { kind: 'root' } as const

describe.each(VERSIONS)('MQTT, protocol level %i', (protocolVersion) => {
  /** Resolves when the line is cut, with what the broker said to that. */
  const cut = (client: MqttClient) =>
    new Promise<number | undefined>((resolve) => {
      let code: number | undefined
      client.on('disconnect', ({ reasonCode }) => {
        code = reasonCode
      })
      client.once('close', () => resolve(code))
    })
  const administrative = protocolVersion === 5 ? 0x98 : undefined

  test('a credential that is revoked is cut at once, on every line, and does not come back', async () => {
    const { id, ...signIn } = await rig.credential('tablet', 'lobby')
    const other = await rig.connect({
      ...(await rig.credential('tablet', 'attic')),
      protocolVersion,
      clientId: 'attic',
    })
    const lines = await Promise.all(
      ['lobby', 'lobby.1'].map((clientId) => rig.connect({ ...signIn, clientId, protocolVersion })),
    )
    const cuts = lines.map(cut)
    await rig.enrolment.revokeCredential(id, ROOT)
    expect(await Promise.all(cuts)).toEqual([administrative, administrative])
    const refused = protocolVersion === 5 ? 0x86 : 4
    await expect(rig.connect({ ...signIn, clientId: 'lobby', protocolVersion })).rejects.toMatchObject({
      code: refused,
    })
    expect(other.connected).toBe(true)
  })

  test('one that is replaced is cut as well, and the new one comes in', async () => {
    const before = await rig.connect({ ...(await rig.credential('kiosk', 'hall')), protocolVersion })
    const gone = cut(before)
    const next = await rig.credential('kiosk', 'hall')
    expect(await gone).toBe(administrative)
    await expect(rig.connect({ ...next, protocolVersion })).resolves.toBeDefined()
  })

  test('the last will of whoever was revoked is not said: nobody speaks for that tablet any more', async () => {
    const heard: string[] = []
    await rig.broker.bus.subscribe(AT.allStatus, ({ topic }) => void heard.push(topic))
    const { id, ...signIn } = await rig.credential('tablet', 'lobby')
    const will = { topic: AT.status('lobby'), payload: Buffer.from('{"online":true}'), qos: 1 as const, retain: true }
    const client = await rig.connect({ ...signIn, clientId: 'lobby', protocolVersion, will })
    const gone = cut(client)
    await rig.enrolment.revokeCredential(id, ROOT)
    await gone
    await rig.broker.bus.publish({ topic: AT.status('other'), payload: 'x', qos: 1, retain: false })
    expect(heard).toEqual([AT.status('other')])
  })

  test('a kiosk whose topics change hears no more on the old ones, though it is subscribed, and writes there no more', async () => {
    const kiosk = await rig.connect({ ...(await rig.credential('kiosk', 'hall')), protocolVersion })
    const heard: string[] = []
    kiosk.on('message', (topic) => heard.push(topic))
    await kiosk.subscribeAsync('wallpanel/hall/command', { qos: 1 })
    const tell = (topic: string) => rig.broker.bus.publish({ topic, payload: '{"wake":true}', qos: 0, retain: false })
    await tell('wallpanel/hall/command')
    await expect.poll(() => heard).toEqual(['wallpanel/hall/command'])
    rig.base = 'wallpanel/gallery/'
    await kiosk.subscribeAsync('wallpanel/gallery/command', { qos: 1 })
    await tell('wallpanel/hall/command')
    await tell('wallpanel/gallery/command')
    await expect.poll(() => heard).toEqual(['wallpanel/hall/command', 'wallpanel/gallery/command'])
    const gone = cut(kiosk)
    const answer = kiosk.publishAsync('wallpanel/hall/state', 'x', { qos: 1 }).catch(({ code }) => code)
    // MQTT 3.1.1 has no negative answer: the line ends.
    expect(await Promise.race([answer, gone.then(() => 'cut')])).toBe(protocolVersion === 5 ? 0x87 : 'cut')
  })

  test('a session that was kept for somebody else is not inherited', async () => {
    const kept = { clean: false, clientId: 'panel', protocolVersion }
    const long = protocolVersion === 5 ? { properties: { sessionExpiryInterval: 60 } } : {}
    const kiosk = await rig.connect({ ...(await rig.credential('kiosk', 'hall')), ...kept, ...long })
    await kiosk.subscribeAsync('wallpanel/hall/command', { qos: 1 })
    await kiosk.endAsync()
    await rig.broker.bus.publish({ topic: 'wallpanel/hall/command', payload: '{"eval":"…"}', qos: 1, retain: false })
    const attic = await rig.credential('kiosk', 'attic')
    const heard: string[] = []
    const thief = await rig.connect({ ...attic, ...kept, ...long })
    thief.on('message', (topic) => heard.push(topic))
    await thief.subscribeAsync('freekiosk/attic/set/#')
    await rig.broker.bus.publish({ topic: 'wallpanel/hall/command', payload: 'x', qos: 0, retain: false })
    await rig.broker.bus.publish({ topic: 'freekiosk/attic/set/url', payload: 'x', qos: 0, retain: false })
    await expect.poll(() => heard).toEqual(['freekiosk/attic/set/url'])
  })
})

test('a last will that waits for its time is not said for whoever was revoked meanwhile', async () => {
  const heard: string[] = []
  await rig.broker.bus.subscribe(AT.allStatus, ({ topic }) => void heard.push(topic))
  const leaves = async (tablet: string) => {
    const { id, ...signIn } = await rig.credential('tablet', tablet)
    const properties = { willDelayInterval: 1 }
    const will = { topic: AT.status(tablet), payload: Buffer.from('{}'), qos: 1 as const, retain: true, properties }
    const session = { properties: { sessionExpiryInterval: 60 } }
    const client = await rig.connect({ ...signIn, ...session, clientId: tablet, protocolVersion: 5, will })
    client.stream.destroy()
    return id
  }
  await rig.enrolment.revokeCredential(await leaves('gone'), ROOT)
  await leaves('there')
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual([AT.status('there')])
})

test('an operator and a service stay where they are when others go', async () => {
  const operator = await rig.connect(OPERATOR)
  const service = await rig.connect(await rig.credential('service', 'home-assistant'))
  const { id } = await rig.credential('tablet', 'lobby')
  await rig.enrolment.revokeCredential(id, ROOT)
  await rig.enrolment.dropTablet('lobby', undefined)
  await operator.subscribeAsync('#')
  await service.subscribeAsync('#')
  expect([operator.connected, service.connected]).toEqual([true, true])
})
