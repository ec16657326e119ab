import { topics } from '@relevo/core/protocol'
import mqtt, { type IClientOptions } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bus, HeardMessage } from '../fleet/bus.ts'

/** A bus, and somebody else who is on the same broker, or on the one that is joined to it. */
export interface BusRig {
  bus: Bus
  other: Other
  close(): Promise<void>
}

/** A client that is not this server. */
interface Other {
  publish(topic: string, payload: string, retain: boolean): Promise<void>
  /** What it hears from now on, as `topic payload`, what is kept with a `*` before it. */
  listen(filter: string): Promise<string[]>
  /** What the broker keeps, in the same form. */
  kept(filter: string): Promise<string[]>
  end(): Promise<void>
}

/** A client of a test. */
export async function otherClient(url: string, options: IClientOptions = {}): Promise<Other> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false)
  client.setMaxListeners(100)
  return {
    publish: async (topic, payload, retain) => void (await client.publishAsync(topic, payload, { qos: 1, retain })),
    async listen(filter) {
      const heard: string[] = []
      client.on('message', (topic, payload, packet) => heard.push(`${packet.retain ? '*' : ''}${topic} ${payload}`))
      await client.subscribeAsync(filter, { qos: 1 })
      return heard
    },
    async kept(filter) {
      // What is kept comes in the order of the filters, or in that in which it was said: this is the last of it.
      const fence = `fence/${Math.random()}`
      await client.publishAsync(fence, 'x', { qos: 1, retain: true })
      const kept: string[] = []
      const isOver = new Promise<void>((resolve) => {
        const hear = (topic: string, payload: Buffer, packet: { retain: boolean }) => {
          if (!packet.retain) return
          if (topic !== fence) return void kept.push(`*${topic} ${payload}`)
          client.off('message', hear)
          resolve()
        }
        client.on('message', hear)
      })
      await client.subscribeAsync([filter, fence], { qos: 1 })
      await isOver
      await client.publishAsync(fence, '', { qos: 1, retain: true })
      await client.unsubscribeAsync([filter, fence])
      return kept
    },
    end: () => client.endAsync(true),
  }
}

/** What every bus does, whichever broker carries it. It speaks on the topics of tablets, which go everywhere. */
export function busContract(name: string, open: () => Promise<BusRig>): void {
  describe(name, () => {
    const at = topics('intercom')
    let rig: BusRig
    let count = 0
    const topic = () => at.status(`t${count}`)
    beforeAll(async () => {
      rig = await open()
    })
    afterAll(() => rig.close())

    /** What is heard on a fresh topic from now on. */
    async function hearing(filter = topic()) {
      const heard: string[] = []
      const hear = ({ topic, payload, retained }: HeardMessage) =>
        heard.push(`${retained ? '*' : ''}${topic} ${Buffer.from(payload)}`)
      const stop = await rig.bus.subscribe(filter, hear)
      return { heard, stop }
    }
    /** Everything that was said before has been heard when this has. */
    async function settled(heard: string[], said = `${topic()} last`) {
      await rig.bus.publish({ topic: topic(), payload: 'last', qos: 1, retain: false })
      await expect.poll(() => heard).toContain(said)
    }

    test('what another says is heard, once, and so is what we say ourselves', async () => {
      count++
      const { heard, stop } = await hearing()
      await rig.other.publish(topic(), 'theirs', false)
      await expect.poll(() => heard).toEqual([`${topic()} theirs`])
      await rig.bus.publish({ topic: topic(), payload: 'ours', qos: 1, retain: false })
      await settled(heard)
      expect(heard).toEqual([`${topic()} theirs`, `${topic()} ours`, `${topic()} last`])
      stop()
    })

    test.each([0, 1] as const)('what we say with QoS %s is heard by another, once', async (qos) => {
      count++
      const heard = await rig.other.listen(topic())
      await rig.bus.publish({ topic: topic(), payload: 'ours', qos, retain: false })
      await settled(heard)
      expect(heard).toEqual([`${topic()} ours`, `${topic()} last`])
    })

    test('what is kept is heard by who comes later, as what it is; what is said meanwhile is not that', async () => {
      count++
      await rig.other.publish(topic(), 'old', true)
      await rig.other.publish(topic(), 'kept', true)
      // Where two brokers are joined, it is on its way for a moment.
      await expect
        .poll(async () => {
          const { heard, stop } = await hearing()
          await settled(heard)
          stop()
          return heard
        })
        .toEqual([`*${topic()} kept`, `${topic()} last`])
      const { heard, stop } = await hearing(at.allStatus)
      await expect.poll(() => heard).toContain(`*${topic()} kept`)
      await rig.other.publish(topic(), 'new', true)
      await expect.poll(() => heard).toContain(`${topic()} new`)
      stop()
    })

    test('what we keep is there for another who comes later, until we take it back', async () => {
      count++
      await rig.bus.publish({ topic: topic(), payload: 'kept', qos: 1, retain: true })
      await expect.poll(() => rig.other.kept(topic())).toEqual([`*${topic()} kept`])
      await rig.bus.publish({ topic: topic(), payload: '', qos: 1, retain: true })
      await expect.poll(() => rig.other.kept(topic())).toEqual([])
      const later = await hearing()
      await settled(later.heard)
      expect(later.heard).toEqual([`${topic()} last`])
      later.stop()
    })

    test('only what a filter takes in is heard, and nothing once it is given up', async () => {
      count++
      const { heard, stop } = await hearing(at.status('elsewhere'))
      const all = await hearing(at.allStatus)
      await settled(all.heard)
      expect(heard).toEqual([])
      stop()
      await rig.bus.publish({ topic: at.status('elsewhere'), payload: 'late', qos: 1, retain: false })
      await settled(all.heard, `${at.status('elsewhere')} late`)
      expect(heard).toEqual([])
      all.stop()
    })

    test('who hears the same is heard beside the other', async () => {
      count++
      const [one, two] = [await hearing(), await hearing()]
      one.stop()
      await settled(two.heard)
      expect(one.heard).toEqual([])
      two.stop()
    })

    test('who wants to know that the broker is there is told at once, until it is given up', async () => {
      let times = 0
      const stop = rig.bus.onUp(() => times++)
      await expect.poll(() => times).toBe(1)
      stop()
    })
  })
}
