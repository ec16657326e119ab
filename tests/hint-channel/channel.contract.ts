import type { Hint } from '@relevo/core/protocol'
import type { IConnectPacket, Packet } from 'mqtt-packet'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MqttOptions } from '../../packages/client/src/mqtt/hint-channel.ts'
import type { Protocol } from '../../packages/client/src/mqtt/line.ts'
import type { Channel, Site } from '../../packages/client/src/ports.ts'

/** A real broker that lets in who has no name, and who has one with the right password; pages reach it by a wire that a test holds. */
export interface BrokerUnderTest {
  /** `ws://127.0.0.1:…/mqtt`, the wire's end at the page. */
  url: string
  /** What pages said, in order. */
  spoken: Packet[]
  /** The newest payload of a topic that anybody published. */
  said(topic: string): unknown
  say(topic: string, payload: string, retain?: boolean): Promise<void>
  /** From now on this name is good with this password. */
  know(user: string, password: string): Promise<void>
  /** From now on every byte of the broker comes in a WebSocket message of its own, or as it is again. */
  crumble(isOn: boolean): void
  /** Cut every line without a goodbye. */
  cut(): void
  /** Let nobody in who is not in yet, or everybody again. */
  bar(isOn: boolean): void
  /** How many were not let in. */
  barred(): number
  close(): Promise<void>
}

const NOTIFICATION = 'intercom/update/notification'
/** A line that was lost waits by itself before it is tried again. */
const soon = <T>(look: () => T) => expect.poll(look)

/** What every `Channel` over MQTT does, whatever speaks MQTT for it, and whatever broker it speaks to. */
export function channelContract(
  name: string,
  mqttChannel: (options?: MqttOptions) => Channel,
  start: () => Promise<BrokerUnderTest>,
  protocol: Protocol,
): void {
  describe(name, () => {
    let broker: BrokerUnderTest
    let channels: Channel[]
    let hints: Hint[]
    let refusals: number
    let tablets = 0
    /** One that no test had before. */
    let tablet: string

    beforeAll(async () => {
      broker = await start()
    })
    afterAll(() => broker.close())
    beforeEach(() => {
      channels = []
      hints = []
      refusals = 0
      tablet = `lobby-${++tablets}`
      broker.spoken.length = 0
    })
    afterEach(async () => {
      for (const channel of channels) channel.stop()
      broker.crumble(false)
      broker.bar(false)
      await broker.say(NOTIFICATION, '', true)
    })

    const site = (other: Partial<Site> = {}): Site => ({
      tablet,
      versionUrl: broker.url.replace('ws:', 'http:').replace('/mqtt', '/config/version.json'),
      secret: undefined,
      strange: false,
      onHint: (hint) => hints.push(hint),
      onRefused: () => refusals++,
      ...other,
    })
    function open(where: Partial<Site> = {}, options: MqttOptions = {}): Channel {
      const channel = mqttChannel({ protocol, ...options })
      channels.push(channel)
      channel.start(site(where))
      return channel
    }
    const hellos = () => broker.spoken.filter((packet): packet is IConnectPacket => packet.cmd === 'connect')
    const names = () => hellos().map(({ username, password }) => `${username} ${password}`)
    const heard = (count: number) => soon(() => hellos().length).toBe(count)
    /** It hears now what is said to all. */
    const listening = () => soon(() => broker.spoken.filter(({ cmd }) => cmd === 'subscribe').length).toBeGreaterThan(0)
    const status = () => broker.said(`intercom/tablets/${tablet}/status`)
    const current = { release: 'r1', phase: 'current' } as const

    it('says who it is, in the version it is asked for, and what it leaves behind', async () => {
      open()
      await heard(1)
      expect(hellos()[0]).toMatchObject({
        protocolId: 'MQTT',
        protocolVersion: protocol === '5' ? 5 : 4,
        clean: true,
        keepalive: 60,
        will: { topic: `intercom/tablets/${tablet}/status`, qos: 1, retain: true },
      })
      expect(String(hellos()[0]?.will?.payload)).toBe(`{"online":false,"tablet":"${tablet}"}`)
      expect(hellos()[0]?.username).toBeUndefined()
    })

    it('reports as a retained status, the newest only', async () => {
      const channel = open()
      channel.report({ tablet, release: 'r1', phase: 'trial' })
      channel.report({ tablet, ...current })
      await soon(status).toMatchObject({ online: true, phase: 'current' })
      channel.report({ tablet, release: 'r1', phase: 'staged', target: 'r2' })
      await soon(status).toEqual({ online: true, tablet, release: 'r1', phase: 'staged', target: 'r2' })
      const reports = broker.spoken.filter((packet) => packet.cmd === 'publish')
      for (const report of reports) expect(report).toMatchObject({ qos: 1, retain: true, dup: false })
      expect(reports).toHaveLength(2)
    })

    it('ends with the newest of many reports', async () => {
      const channel = open()
      for (let i = 1; i <= 300; i++) channel.report({ tablet, release: `r${i}`, phase: 'current' })
      await soon(status).toMatchObject({ release: 'r300' })
      for (let i = 301; i <= 600; i++) channel.report({ tablet, release: `r${i}`, phase: 'current' })
      await soon(status).toMatchObject({ release: 'r600' })
    })

    it('brings hints, those from before it connected too, and nothing that is none', async () => {
      await broker.say(NOTIFICATION, '{"version":"r2","force":true}', true)
      open()
      await soon(() => hints).toEqual([{ version: 'r2', force: true }])
      await broker.say(NOTIFICATION, '{"version":{}}')
      await broker.say(NOTIFICATION, '"<html>"')
      await broker.say(NOTIFICATION, '')
      await broker.say(NOTIFICATION, '{"version":"r3"}')
      await soon(() => hints.length).toBe(2)
      expect(hints[1]).toEqual({ version: 'r3', force: false })
      // Each was said at QoS 1, and is taken as such.
      await soon(() => broker.spoken.filter(({ cmd }) => cmd === 'puback').length).toBe(5)
    })

    it('brings hints for this tablet alone, and none for others', async () => {
      await broker.say(NOTIFICATION, '{"version":"r1"}', true)
      open()
      await soon(() => hints.length).toBe(1)
      await broker.say('intercom/tablets/another/command', '{"version":"r2"}')
      await broker.say(`intercom/tablets/${tablet}/command`, '{"version":"r3"}')
      await soon(() => hints.slice(1)).toEqual([{ version: 'r3', force: false }])
    })

    it('brings a long hint whole, and one that comes byte by byte', async () => {
      const notes = 'ñ'.repeat(40_000)
      broker.crumble(true)
      open().report({ tablet, ...current })
      await soon(status).toMatchObject({ online: true })
      await broker.say(NOTIFICATION, `{"version":"r2","notes":"${notes.slice(0, 300)}"}`)
      await soon(() => hints.length).toBe(1)
      broker.crumble(false)
      await broker.say(NOTIFICATION, `{"version":"r3","notes":"${notes}"}`)
      await soon(() => hints.map(({ version }) => version)).toEqual(['r2', 'r3'])
    })

    it.each([
      ['the host of version.json', undefined],
      ['its own address', 'ws://[::ffff:127.0.0.1]:PORT/mqtt'],
    ])('finds a broker whose address is IPv6: %s', async (_, url) => {
      const { port } = new URL(broker.url)
      const versionUrl = `http://[::ffff:127.0.0.1]:${port}/config/version.json`
      open({ versionUrl }, url === undefined ? {} : { url: url.replace('PORT', port) })
      await heard(1)
    })

    it('two pages of one tablet are two clients of its name', async () => {
      open()
      open()
      await heard(2)
      const ids = hellos().map(({ clientId }) => clientId)
      for (const id of ids) expect(id).toMatch(new RegExp(`^${tablet}\\.[0-9a-z]{4}$`))
      expect(new Set(ids).size).toBe(2)
    })

    it('a line that breaks leaves the last will, and comes back with the newest report', async () => {
      const channel = open()
      channel.report({ tablet, ...current })
      await soon(status).toMatchObject({ online: true })
      broker.cut()
      await soon(status).toEqual({ online: false, tablet })
      channel.report({ tablet, release: 'r1', phase: 'staged', target: 'r2' })
      await soon(status).toMatchObject({ online: true, phase: 'staged' })
      await broker.say(NOTIFICATION, '{"version":"r2"}')
      await soon(() => hints.length).toBe(1)
    })

    it('a page that stops is offline for the others', async () => {
      const channel = open()
      channel.report({ tablet, ...current })
      await soon(status).toMatchObject({ online: true })
      channel.stop()
      await soon(status).toEqual({ online: false, tablet })
    })

    it('a channel that is stopped before its line is there never connects', async () => {
      open().stop()
      open({ tablet: 'after-it' })
      await heard(1)
      expect(hellos()[0]?.clientId).toMatch(/^after-it\./)
    })

    it('a broker that is not there disturbs nobody, and is tried again', async () => {
      broker.bar(true)
      open().report({ tablet, ...current })
      open({ tablet: 'nobody-home' }, { url: 'ws://127.0.0.1:9/mqtt' })
      await soon(() => broker.barred()).toBeGreaterThan(0)
      broker.bar(false)
      await soon(status).toMatchObject({ online: true })
      expect(refusals).toBe(0)
    })

    it.each(['nonsense', 'ws://', 'mailto:relevo'])('an address that is none disturbs nobody: %s', async (url) => {
      open({}, { url }).report({ tablet, ...current })
      open({ tablet: 'reachable' })
      await heard(1)
      expect(hellos()[0]?.clientId).toMatch(/^reachable\./)
    })

    it('goes by its prefix', async () => {
      open({}, { prefix: 'lobby/panels' })
      await heard(1)
      expect(hellos()[0]?.will?.topic).toBe(`lobby/panels/tablets/${tablet}/status`)
    })

    describe('a tablet that has to be known', () => {
      it('signs in with its id and its secret', async () => {
        await broker.know(tablet, 'secret')
        open({ secret: 'secret' }).report({ tablet, ...current })
        await soon(status).toMatchObject({ online: true })
        expect(names().at(-1)).toBe(`${tablet} secret`)
        expect(refusals).toBe(0)
      })

      it('stays away until it is enrolled, and then comes with the newest report, without a reload', async () => {
        await broker.know(tablet, 'secret')
        const channel = open({ strange: true })
        channel.report({ tablet, ...current })
        channel.start(site({ strange: true }))
        open({ tablet: 'meanwhile' }) // however long that takes
        await listening()
        channel.start(site({ secret: 'secret' }))
        await soon(status).toMatchObject({ online: true, phase: 'current' })
        expect(names()).not.toContain(`${tablet} undefined`)
      })

      it('leaves when it is not known any more, and stays away with the secret that is good for nothing', async () => {
        await broker.know(tablet, 'secret')
        const channel = open({ secret: 'secret' })
        channel.report({ tablet, ...current })
        await soon(status).toMatchObject({ online: true })
        const before = hellos().length
        channel.start(site({ secret: 'secret', strange: true }))
        await soon(status).toMatchObject({ online: false })
        expect(hellos()).toHaveLength(before)
      })

      it('says once that the broker refuses it, and is let in when it is known after all', async () => {
        open({ secret: 'old' }).report({ tablet, ...current })
        await soon(() => hellos().length).toBeGreaterThan(2)
        expect(refusals).toBe(1)
        await broker.know(tablet, 'old')
        await soon(status).toMatchObject({ online: true })
        expect(refusals).toBe(1)
      })

      it('signs in with the name and password of the app where it has them, known or not', async () => {
        open({ secret: 'secret', strange: true }, { username: 'panel', password: 'house' })
        await heard(1)
        expect(names()).toEqual(['panel house'])
      })

      it('goes by its id with a password of the app', async () => {
        open({ secret: 'secret', strange: true }, { password: 'house' })
        await heard(1)
        expect(names()).toEqual([`${tablet} house`])
      })

      it('that is stopped can be started again', async () => {
        const channel = open()
        await heard(1)
        channel.stop()
        channel.start(site())
        await heard(2)
      })
    })
  })
}
