import type { IClientOptions, MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AT, type BrokerRig, brokerRig, OPERATOR, VERSIONS } from '../testing/broker-rig.ts'

let closed: BrokerRig
let open: BrokerRig
let ways: Record<string, IClientOptions>
const heard = { closed: [] as string[], open: [] as string[] }

beforeAll(async () => {
  closed = await brokerRig('enrolled')
  open = await brokerRig('open')
  await closed.broker.bus.subscribe('#', ({ topic }) => void heard.closed.push(topic))
  await open.broker.bus.subscribe('#', ({ topic }) => void heard.open.push(topic))
  ways = {
    operator: OPERATOR,
    tablet: { ...(await closed.credential('tablet', 'lobby')), clientId: 'lobby.1' },
    wallpanel: { ...(await closed.credential('kiosk', 'hall')), clientId: 'panel-7' },
    freekiosk: await closed.credential('kiosk', 'attic'),
    service: await closed.credential('service', 'home-assistant'),
    anonymous: { clientId: 'lobby.1' },
  }
})
afterAll(async () => {
  await closed.remove()
  await open.remove()
})

const rigOf = (role: string) => (role === 'anonymous' ? open : closed)

/** Who may write where: w, who may read it: r. Whoever is not named may neither. */
const TOPICS: [topic: string, rights: Record<string, string>][] = [
  [AT.notification, { operator: 'rw', service: 'r', tablet: 'r', anonymous: 'r' }],
  [AT.status('lobby'), { operator: 'rw', service: 'r', tablet: 'w', anonymous: 'w' }],
  [AT.status('other'), { operator: 'rw', service: 'r' }],
  [AT.command('lobby'), { operator: 'r', service: 'r', tablet: 'r', anonymous: 'r' }],
  [AT.command('other'), { operator: 'r', service: 'r' }],
  ['intercom/home-assistant/lobby/install', { operator: 'rw', service: 'rw' }],
  ['homeassistant/update/lobby/config', { operator: 'rw', service: 'rw' }],
  ['homeassistant/sensor/panel-7/battery/config', { operator: 'rw', service: 'rw', wallpanel: 'w' }],
  ['homeassistant/sensor/panel-8/battery/config', { operator: 'rw', service: 'rw' }],
  ['homeassistant/light/panel-7/battery/config', { operator: 'rw', service: 'rw' }],
  ['homeassistant/device/panel-7/x/config', { operator: 'rw', service: 'rw' }],
  ['homeassistant/panel-7', { operator: 'rw', service: 'rw' }],
  ['wallpanel/hall/command', { operator: 'r', service: 'r', wallpanel: 'r' }],
  ['wallpanel/hall/state', { operator: 'rw', service: 'r', wallpanel: 'w' }],
  ['wallpanel/hall/sensor/battery', { operator: 'rw', service: 'r', wallpanel: 'w' }],
  ['wallpanel/other/state', { operator: 'rw', service: 'r' }],
  ['freekiosk/attic/set/url', { operator: 'r', service: 'r', freekiosk: 'r' }],
  ['freekiosk/attic/state', { operator: 'rw', service: 'r', freekiosk: 'w' }],
  ['some/topic', { operator: 'rw', service: 'r' }],
  ['$SYS/broker', { operator: 'r', service: 'r' }],
]
const FILTERS: [filter: string, readers: string[]][] = [
  ['#', ['operator', 'service']],
  [AT.allStatus, ['operator', 'service']],
  ['intercom/tablets/+/command', ['operator', 'service']],
  ['wallpanel/#', ['operator', 'service']],
  ['freekiosk/attic/set/+', ['operator', 'service', 'freekiosk']],
  ['freekiosk/attic/#', ['operator', 'service']],
]
const ROLES = ['operator', 'tablet', 'wallpanel', 'freekiosk', 'service', 'anonymous']

describe.each(VERSIONS)('MQTT, protocol level %i', (protocolVersion) => {
  const connect = (role: string) => rigOf(role).connect({ ...ways[role], protocolVersion })

  test.each(ROLES)('%s writes where it may, and nowhere else', async (role) => {
    const log = role === 'anonymous' ? heard.open : heard.closed
    for (const [topic, rights] of TOPICS) {
      const client = await connect(role)
      log.length = 0
      const isAllowed = await published(client, topic)
      expect([topic, isAllowed], role).toEqual([topic, rights[role]?.includes('w') ?? false])
      expect([topic, log.includes(topic)], role).toEqual([topic, isAllowed])
      // MQTT 5 has a word for it, and the connection stays; for 3.1.1 its end is the only answer.
      expect([topic, client.connected], role).toEqual([topic, isAllowed || protocolVersion === 5])
      await client.endAsync(true)
    }
  })

  test.each(ROLES)('%s reads what it may, and nothing else', async (role) => {
    const client = await connect(role)
    const wanted: [string, boolean][] = [
      ...TOPICS.map(([topic, rights]): [string, boolean] => [topic, rights[role]?.includes('r') ?? false]),
      ...FILTERS.map(([filter, readers]): [string, boolean] => [filter, readers.includes(role)]),
    ]
    for (const [filter, isAllowed] of wanted) {
      expect([filter, await subscribed(client, filter)], role).toEqual([filter, isAllowed])
    }
    expect(client.connected).toBe(true)
  })

  test.each(ROLES)('%s leaves a last will only where it may write', async (role) => {
    for (const [topic, rights] of TOPICS) {
      const will = { topic, payload: Buffer.from('gone'), qos: 1 as const, retain: true }
      const coming = rigOf(role).connect({ ...ways[role], protocolVersion, will })
      const code = await coming.then(
        () => 'in',
        ({ code }) => code,
      )
      const refused = protocolVersion === 5 ? 0x87 : 5
      expect([topic, code], role).toEqual([topic, rights[role]?.includes('w') ? 'in' : refused])
    }
  })

  test('nobody comes in without a good secret', async () => {
    const no = async (options: IClientOptions) =>
      closed.connect({ ...options, protocolVersion }).then(
        () => 'in',
        ({ code }) => code,
      )
    const [login, rights, clientId] = protocolVersion === 5 ? [0x86, 0x87, 0x85] : [4, 5, 2]
    expect(await no({ clientId: 'lobby' })).toBe(rights)
    expect(await no({ username: 'relevo', password: 'wrong' })).toBe(login)
    expect(await no({ username: 'relevo' })).toBe(login)
    expect(await no({ username: 'lobby', password: 'wrong', clientId: 'lobby' })).toBe(login)
    expect(await no({ username: 'other', password: ways.tablet?.password as string, clientId: 'other' })).toBe(login)
    expect(await no({ ...ways.tablet, clientId: 'other' })).toBe(clientId)
    expect(await no({ ...ways.tablet, clientId: 'lobbyx' })).toBe(clientId)
    expect(await no({ ...ways.tablet, clientId: 'lobby' })).toBe('in')
    expect(await no(await closed.credential('kiosk', 'nowhere'))).toBe(rights)
    const refusals = closed.broker.refusals.list().map(({ reason, detail }) => `${reason}: ${detail}`)
    for (const told of [
      'no-credential: no user name',
      'login: user lobby',
      'client-id-of-another: that of this tablet is lobby, or lobby.<anything>',
      'kiosk-unknown: kiosk nowhere',
      'may-not-leave-will: some/topic',
      'may-not-publish: wallpanel/hall/command',
      'may-not-subscribe: freekiosk/attic/#',
    ]) {
      expect(refusals).toContainEqual(told)
    }
  })
})

describe('a client id', () => {
  test('is not taken from somebody else, but a tablet gets back its own', async () => {
    const kiosk = await closed.connect({ ...ways.wallpanel, clientId: 'lobby.2' })
    const gone = new Promise<void>((resolve) => kiosk.once('close', () => resolve()))
    const taken = closed.connect({ ...ways.freekiosk, clientId: 'lobby.2' })
    await expect(taken).rejects.toMatchObject({ code: 2 })
    expect(kiosk.connected).toBe(true)
    const tablet = await closed.connect({ ...ways.tablet, clientId: 'lobby.2' })
    await gone
    await expect(closed.connect({ ...OPERATOR, clientId: 'lobby.2' })).rejects.toMatchObject({ code: 2 })
    expect(tablet.connected).toBe(true)
    await expect(closed.connect({ ...ways.tablet, clientId: 'lobby.2' })).resolves.toBeDefined()
  })

  test('of a tablet that has a credential is good for nothing without it, where access is open too', async () => {
    const before = await open.connect({ clientId: 'roof.1' })
    const gone = new Promise<void>((resolve) => before.once('close', () => resolve()))
    const signIn = await open.credential('tablet', 'roof')
    await gone
    await expect(open.connect({ clientId: 'roof.1' })).rejects.toMatchObject({ code: 5 })
    await expect(open.connect({ ...signIn, clientId: 'roof.1' })).resolves.toBeDefined()
    await expect(open.connect({ clientId: 'attic.1' })).resolves.toBeDefined()
  })
})

/** Did the broker take it? */
async function published(client: MqttClient, topic: string): Promise<boolean> {
  const end = new Promise<false>((resolve) => client.once('close', () => resolve(false)))
  const taken = client.publishAsync(topic, 'x', { qos: 1 }).then(
    () => true,
    () => false,
  )
  if (!(await Promise.race([taken, end]))) return false
  // The broker acknowledges, and passes on after that: a question and its answer are behind both.
  await Promise.race([client.unsubscribeAsync('nothing'), end])
  return client.connected
}

async function subscribed(client: MqttClient, filter: string): Promise<boolean> {
  const granted = await client.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }])
  return granted.every(({ qos }) => qos < 128)
}
