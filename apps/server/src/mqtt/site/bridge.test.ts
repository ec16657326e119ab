import { kioskTopics } from '@relevo/core/kiosk'
import { topics } from '@relevo/core/protocol'
import type { Logger } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Mosquitto, mosquitto } from '../../testing/mosquitto.ts'
import { OPEN_DOOR } from '../../testing/open-door.ts'
import { obliging, scriptedBroker } from '../../testing/scripted-broker.ts'
import { SILENT } from '../../testing/silent-log.ts'
import { createBroker } from '../broker.ts'
import { busContract, otherClient } from '../bus.contract.ts'
import type { EmbeddedBus } from '../embedded-bus.ts'
import { createBridge } from './bridge.ts'
import { type Crossing, homeAssistantCrossings, kioskCrossings, ownCrossings } from './crossing.ts'
import type { Protocol } from './line.ts'
import { createSiteBus, type SiteBus } from './site-bus.ts'

const TOKEN = 'test-token'
const at = topics('intercom')
const will = { topic: 'intercom/home-assistant/availability', payload: 'offline' }

/** What a WallPanel and a FreeKiosk of that name are told and say. */
function kioskAt(name: string): { filter: string; way: 'in' | 'out' }[] {
  const all = [
    kioskTopics('wallpanel', { base: `wallpanel/${name}/` }),
    kioskTopics('freekiosk', { base: `freekiosk/${name}/` }),
  ]
  return all.flatMap(({ commands, reports }) => [
    ...commands.map((filter) => ({ filter, way: 'out' as const })),
    ...reports.map((filter) => ({ filter, way: 'in' as const })),
  ])
}

/** Our broker, a Mosquitto, and a bridge between them that is up. */
async function joined(protocol: Protocol, site: Mosquitto) {
  const broker = await createBroker({ token: TOKEN, prefix: 'intercom', door: OPEN_DOOR }, SILENT)
  const line = createSiteBus({ url: site.url, protocol, prefix: 'intercom', will, hearsItself: false }, SILENT)
  const bridge = createBridge(broker.bus, line, SILENT)
  await bridge.cross(ownCrossings(at))
  await bridge.cross(kioskCrossings(kioskAt('hall')))
  await isUp(line)
  const port = await broker.listen(0, '127.0.0.1')
  const there = await otherClient(site.url)
  const here = await otherClient(`mqtt://127.0.0.1:${port}`, { username: 'relevo', password: TOKEN })
  const close = async () => {
    await Promise.all([here.end(), there.end()])
    await line.close()
    await broker.close()
  }
  return { broker, bridge, line, here, there, close }
}

const isUp = (line: SiteBus) => new Promise<void>((resolve) => line.onUp(() => resolve()))

for (const protocol of ['5', '3.1.1'] as const) {
  busContract(`our broker, with MQTT ${protocol} to a Mosquitto where the other is`, async () => {
    const site = await mosquitto()
    const { broker, there, close } = await joined(protocol, site)
    return {
      bus: broker.bus,
      other: there,
      async close() {
        await close()
        await site.remove()
      },
    }
  })

  busContract(`a Mosquitto, joined by MQTT ${protocol} to our broker where the other is`, async () => {
    const site = await mosquitto()
    const { here, close } = await joined(protocol, site)
    const bus = createSiteBus({ url: site.url, protocol, prefix: 'else', will, hearsItself: true }, SILENT)
    await isUp(bus)
    return {
      bus,
      other: here,
      async close() {
        await bus.close()
        await close()
        await site.remove()
      },
    }
  })
}

/** A bridge of a test, and a wait for all that was said so far to have crossed. */
async function story(protocol: Protocol, more = '') {
  const site = await mosquitto({ more })
  const parts = await joined(protocol, site)
  onTestFinished(async () => {
    await parts.close()
    await site.remove()
  })
  let fences = 0
  /** Everything that was said before has crossed when the fence has, both ways. */
  const crossed = async () => {
    const topic = at.status(`fence-${++fences}`)
    await parts.here.publish(topic, 'here', false)
    await parts.there.publish(topic, 'there', false)
    await expect.poll(() => [heard.here, heard.there].every((all) => fenceIn(all, topic))).toBe(true)
  }
  const fenceIn = (all: string[], topic: string) => all.includes(`${topic} here`) && all.includes(`${topic} there`)
  const heard = { here: await parts.here.listen('#'), there: await parts.there.listen('#') }
  const kept = async (filter: string) => [await parts.here.kept(filter), await parts.there.kept(filter)]
  const without = (all: string[]) => all.filter((one) => !/fence|intercom\/server/.test(one))
  return { ...parts, site, heard, crossed, kept, without }
}

describe.each(['5', '3.1.1'] as const)('with MQTT %s to the site', (protocol) => {
  test('nothing goes round: each of 200 messages is heard once on each side, also by the fleet', async () => {
    const { here, there, broker, heard, crossed, without } = await story(protocol)
    let byFleet = 0
    await broker.bus.subscribe(at.status('+'), ({ topic }) => {
      if (!topic.includes('fence')) byFleet++
    })
    const sent: string[] = []
    for (let i = 0; i < 100; i++) {
      // The same word again and again, and from both sides: that is no echo.
      const [a, b] = [at.status(`a${i % 7}`), at.status(`b${i % 5}`)]
      await Promise.all([here.publish(a, `${i % 3}`, true), there.publish(b, `${i % 3}`, true)])
      sent.push(`${a} ${i % 3}`, `${b} ${i % 3}`)
    }
    await crossed()
    expect(without(heard.here).sort()).toEqual([...sent].sort())
    expect(byFleet).toBe(200)
    // Of what is kept only the last word has to cross; none crosses twice.
    const last = new Map(sent.map((one) => one.split(' ') as [string, string]))
    for (const all of [heard.here, heard.there])
      expect(new Map(without(all).map((one) => one.split(' ') as [string, string]))).toEqual(last)
    expect(without(heard.there).length).toBeLessThanOrEqual(200)
  })

  test('commands go out, from this server alone, are kept by nobody, and never come in', async () => {
    const { here, there, broker, heard, crossed, kept, without } = await story(protocol)
    const command = (topic: string, payload: string) => broker.bus.publish({ topic, payload, qos: 0, retain: false })
    await command(at.command('hall'), 'ours')
    await command('wallpanel/hall/command', 'ours')
    await command('freekiosk/hall/set/reload', 'ours')
    await here.publish('wallpanel/hall/command', 'of an operator', true)
    for (const topic of [at.command('hall'), at.notification, 'wallpanel/hall/command', 'freekiosk/hall/set/reload'])
      await there.publish(topic, 'of somebody', true)
    await crossed()
    const ours = [`${at.command('hall')} ours`, 'wallpanel/hall/command ours', 'freekiosk/hall/set/reload ours']
    expect(without(heard.there).filter((one) => one.endsWith('ours'))).toEqual(ours)
    expect(without(heard.there).filter((one) => one.endsWith('operator'))).toEqual([])
    expect(without(heard.here)).toEqual([...ours, 'wallpanel/hall/command of an operator'])
    expect((await kept('#')).flat().filter((one) => one.endsWith('ours'))).toEqual([])
  })

  test('a kiosk app may be on either side: its state crosses, its connection is kept', async () => {
    const { here, there, heard, crossed, kept } = await story(protocol)
    await there.publish('wallpanel/hall/connection', 'online', true)
    await there.publish('wallpanel/hall/state', '{"screenOn":true}', false)
    await here.publish('wallpanel/hall/sensor/battery', '{"value":50}', false)
    await there.publish('wallpanel/attic/state', 'not ours', false)
    await crossed()
    expect(heard.here).toContain('wallpanel/hall/state {"screenOn":true}')
    expect(heard.there).toContain('wallpanel/hall/sensor/battery {"value":50}')
    expect(heard.here).not.toContain('wallpanel/attic/state not ours')
    const connection = ['*wallpanel/hall/connection online']
    expect(await kept('wallpanel/#')).toEqual([connection, connection])
  })

  test('Home Assistant on the site’s broker is shown what is here, and asks there; nothing else of it comes in', async () => {
    const { bridge, broker, here, there, heard, crossed, kept, without } = await story(protocol)
    await there.publish('homeassistant/device/relevo_old/config', '{"o":1}', true)
    await bridge.cross(homeAssistantCrossings('intercom', 'homeassistant'))
    const show = (topic: string) => broker.bus.publish({ topic, payload: '{}', qos: 1, retain: true })
    await show('homeassistant/device/relevo_hall/config')
    await show('intercom/home-assistant/hall/update')
    await here.publish('homeassistant/sensor/wallpanel/battery/config', '{}', true)
    const asked = ['homeassistant/status', 'intercom/home-assistant/hall/install', 'intercom/home-assistant/hall/press']
    for (const topic of [...asked, 'homeassistant/light/kitchen/state']) await there.publish(topic, 'online', false)
    await crossed()
    expect(without(heard.here).filter((one) => one.endsWith('online'))).toEqual(asked.map((topic) => `${topic} online`))
    const shown = [
      'homeassistant/device/relevo_hall/config {}',
      'homeassistant/sensor/wallpanel/battery/config {}',
      'intercom/home-assistant/hall/update {}',
    ].map((one) => `*${one}`)
    const old = '*homeassistant/device/relevo_old/config {"o":1}'
    const all = [old, ...shown].sort()
    await expect
      .poll(async () =>
        [...(await kept('homeassistant/#')), ...(await kept('intercom/home-assistant/#'))].flat().sort(),
      )
      .toEqual([...all, ...all].sort())
    // What this server has shown in an earlier life it takes back.
    await broker.bus.publish({ topic: 'homeassistant/device/relevo_old/config', payload: '', qos: 1, retain: true })
    await expect.poll(async () => (await kept('homeassistant/device/relevo_old/config')).flat()).toEqual([])
  })

  test('what does not cross any more is gone from here', async () => {
    const { bridge, there, heard, crossed, kept } = await story(protocol)
    const stop = await bridge.cross(kioskCrossings(kioskAt('attic')))
    await there.publish('wallpanel/attic/connection', 'online', true)
    await crossed()
    stop()
    await expect.poll(async () => (await kept('wallpanel/attic/#'))[0]).toEqual([])
    await there.publish('wallpanel/attic/connection', 'offline', true)
    await crossed()
    expect(heard.here.filter((one) => one.startsWith('wallpanel/attic'))).toEqual([
      'wallpanel/attic/connection online',
      'wallpanel/attic/connection ',
    ])
  })

  test('after a kill of the site’s broker both sides keep the same again, and what is too old is not sent', async () => {
    const { site, here, there, broker, line, kept } = await story(protocol)
    await here.publish(at.status('a'), 'a1', true)
    await here.publish(at.status('forgotten'), 'x', true)
    await there.publish(at.status('b'), 'b1', true)
    const both = async () => (await kept(at.allStatus)).map((all) => all.sort())
    const same = (...all: string[]) => [all, all]
    await expect
      .poll(both)
      .toEqual(same(`*${at.status('a')} a1`, `*${at.status('b')} b1`, `*${at.status('forgotten')} x`))
    await site.kill()
    await expect.poll(() => line.state().line.phase).not.toBe('up')
    await expect(line.publish({ topic: at.command('a'), payload: '', qos: 0, retain: false })).rejects.toThrow(
      /^the site's broker is not there: /,
    )
    await broker.bus.publish({ topic: at.command('b'), payload: 'stale', qos: 0, retain: false })
    for (const word of ['a2', 'a3']) await here.publish(at.status('a'), word, true)
    await broker.bus.publish({ topic: at.status('forgotten'), payload: '', qos: 1, retain: true })
    await site.start()
    const other = await otherClient(site.url)
    onTestFinished(() => other.end())
    const heard = await other.listen('#')
    await expect
      .poll(async () => [await here.kept(at.allStatus), await other.kept(at.allStatus)].map((all) => all.sort()), {
        timeout: 10_000,
      })
      .toEqual(same(`*${at.status('a')} a3`, `*${at.status('b')} b1`))
    expect(heard.filter((one) => / (?:stale|a2)$/.test(one))).toEqual([])
  })

  test('a broker that lost its memory gets ours back, and what was only there is gone here', async () => {
    const { site, here, there, crossed, line } = await story(protocol)
    await here.publish(at.status('a'), 'a1', true)
    await there.publish(at.status('b'), 'b1', true)
    await crossed()
    await site.kill('loses')
    await expect.poll(() => line.state().line.phase).not.toBe('up')
    await site.start()
    const other = await otherClient(site.url)
    onTestFinished(() => other.end())
    await expect
      .poll(async () => [await here.kept(at.allStatus), await other.kept(at.allStatus)], { timeout: 10_000 })
      .toEqual([[`*${at.status('a')} a1`], [`*${at.status('a')} a1`]])
  })

  test('after a restart of ours the fleet hears what was kept as what it is, and tablets on both sides as before', async () => {
    const site = await mosquitto()
    const before = await joined(protocol, site)
    await before.here.publish(at.status('a'), 'a1', true)
    await before.there.publish(at.status('b'), 'b1', true)
    await expect.poll(() => before.there.kept(at.allStatus)).toHaveLength(2)
    await before.close()
    const after = await joined(protocol, site)
    onTestFinished(async () => {
      await after.close()
      await site.remove()
    })
    const heard: string[] = []
    await after.broker.bus.subscribe(at.allStatus, ({ topic, payload, retained }) => {
      heard.push(`${retained ? '*' : ''}${topic} ${Buffer.from(payload)}`)
    })
    await expect.poll(() => heard).toHaveLength(2)
    await after.here.publish(at.status('a'), 'a2', true)
    await after.there.publish(at.status('b'), 'b2', true)
    await expect.poll(() => heard).toHaveLength(4)
    expect(heard.sort()).toEqual(
      [`*${at.status('a')} a1`, `*${at.status('b')} b1`, `${at.status('a')} a2`, `${at.status('b')} b2`].sort(),
    )
    await expect.poll(() => after.there.kept(at.allStatus)).toContain(`*${at.status('a')} a2`)
  })
})

test('of a broker that leaves out what finds no place in its queue, it is asked for by name', async () => {
  const { site, here, there, line } = await story('5', 'max_queued_messages 20')
  const all = Array.from({ length: 90 }, (_, i) => at.status(`t${i}`))
  for (const topic of all) await there.publish(topic, 'kept', true)
  await expect.poll(() => here.kept(at.allStatus)).toHaveLength(90)
  await site.kill()
  await expect.poll(() => line.state().line.phase).not.toBe('up')
  await site.start()
  const other = await otherClient(site.url)
  onTestFinished(() => other.end())
  await other.publish(all[80] ?? '', '', true)
  // It is gone here when everything has been looked through, and it alone.
  await expect.poll(() => here.kept(all[80] ?? ''), { timeout: 15_000 }).toEqual([])
  expect(await here.kept(at.allStatus)).toHaveLength(89)
})

test('what is no text, or too large, does not cross', async () => {
  const { there, heard, crossed, without } = await story('5')
  await there.publish('wallpanel/hall/state', 'x'.repeat(70_000), false)
  await crossed()
  expect(without(heard.here)).toEqual([])
})

test('when more messages wait than may, what is to be kept waits its turn, and the server goes on', async () => {
  const heard: string[] = []
  let isHeld = true
  const site = await scriptedBroker((packet, version) => {
    if (packet.cmd !== 'publish' || packet.topic.startsWith('intercom/server/')) return obliging(packet, version)
    heard.push(`${packet.topic} ${packet.payload}`)
    // It takes nothing until it is told to.
    return isHeld ? [] : [{ cmd: 'puback', messageId: packet.messageId ?? 0 }]
  })
  const broker = await createBroker({ token: TOKEN, prefix: 'intercom', door: OPEN_DOOR }, SILENT)
  const line = createSiteBus({ url: site.url, protocol: '5', prefix: 'intercom', will, hearsItself: false }, SILENT)
  onTestFinished(async () => {
    await line.close()
    await broker.close()
  })
  await isUp(line)
  await createBridge(broker.bus, line, SILENT).cross(ownCrossings(at))
  for (let i = 0; i < 1_200; i++) await say(at.status('a'), `${i}`, false)
  await say(at.status('hall'), 'kept', true)
  // A timer fires: nothing goes round without an end.
  await new Promise((resolve) => setTimeout(resolve))
  expect(heard).not.toContain(`${at.status('hall')} kept`)
  isHeld = false
  site.cut()
  await expect.poll(() => heard, { timeout: 5_000 }).toContain(`${at.status('hall')} kept`)

  function say(topic: string, payload: string, retain: boolean) {
    return broker.bus.publish({ topic, payload, qos: 1, retain })
  }
})

/** A bridge of which a test holds both ends. */
function heldBridge() {
  const open = { here: 0, there: 0 }
  const ears: ((message: { topic: string; payload: Uint8Array; retained: boolean }) => void)[] = []
  const logged: string[] = []
  const subscribe = (side: 'here' | 'there') => async (filter: string, hear: (typeof ears)[number]) => {
    if (filter === 'refused') throw new Error('no')
    open[side]++
    ears.push(hear)
    return () => void open[side]--
  }
  const here = { subscribe: subscribe('here'), bring: async () => undefined } as unknown as EmbeddedBus
  const there = {
    subscribe: subscribe('there'),
    state: () => ({ line: { phase: 'up', protocol: '5', since: 1 }, refusals: [] }),
    onUp: () => () => undefined,
  } as unknown as SiteBus
  const log = { warn: ({ topic }: { topic: string }) => logged.push(topic) } as unknown as Logger
  return { bridge: createBridge(here, there, log), open, ears, logged }
}

test('rows of which one cannot cross do not cross at all', async () => {
  const { bridge, open } = heldBridge()
  const rows: Crossing[] = [
    { filter: 'a', way: 'both' },
    { filter: 'refused', way: 'in' },
  ]
  await expect(bridge.cross(rows)).rejects.toThrow('no')
  expect(open).toEqual({ here: 0, there: 0 })
})

test('a message that cannot cross is logged once for each topic', async () => {
  const { bridge, ears, logged } = heldBridge()
  await bridge.cross([{ filter: 'camera/+', way: 'in' }])
  for (const topic of ['camera/a', 'camera/b', 'camera/a'])
    ears[0]?.({ topic, payload: Buffer.of(0xff, 0xd8), retained: false })
  expect(logged).toEqual(['camera/a', 'camera/b'])
})
