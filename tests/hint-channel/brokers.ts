import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectAsync, type MqttClient } from 'mqtt'
import { createBroker } from '../../apps/server/src/mqtt/broker.ts'
import { mosquitto } from '../../apps/server/src/testing/mosquitto.ts'
import { OPEN_DOOR } from '../../apps/server/src/testing/open-door.ts'
import { SILENT } from '../../apps/server/src/testing/silent-log.ts'
import type { BrokerUnderTest } from './channel.contract.ts'
import { type Wire, wireTo } from './wire.ts'

const OPERATOR = { username: 'relevo', password: 'token' }

/** What the two brokers do differently. */
interface Behind {
  /** Where the operator connects. */
  url: string
  webSocketUrl: string
  /** Say something as the server does, which alone may write commands. */
  say(topic: string, payload: string, retain: boolean): Promise<void>
  know(user: string, password: string): Promise<void>
  close(): Promise<void>
}

/** The broker of Relevo’s server. */
export async function embedded(): Promise<BrokerUnderTest & Wire> {
  const known = new Map<string, string>()
  const credential = (name: string) =>
    ({ id: name, kind: 'tablet', name, hash: '', createdAt: 0, createdBy: '' }) as const
  const door = {
    ...OPEN_DOOR,
    signIn: (user: string, password: string) => (known.get(user) === password ? credential(user) : undefined),
    isGuarded: (tablet: string) => known.has(tablet),
    isGood: () => true,
  }
  const broker = await createBroker({ token: OPERATOR.password, prefix: 'intercom', door }, SILENT)
  const http = createServer()
  http.on('upgrade', broker.upgrade)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return underTest({
    url: `mqtt://127.0.0.1:${await broker.listen(0, '127.0.0.1')}`,
    webSocketUrl: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`,
    say: (topic, payload, retain) => broker.bus.publish({ topic, payload, qos: 1, retain }),
    async know(user, password) {
      known.set(user, password)
    },
    async close() {
      await broker.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  })
}

/** A real Mosquitto. */
export async function site(): Promise<BrokerUnderTest & Wire> {
  const users: Record<string, string> = { [OPERATOR.username]: OPERATOR.password }
  const more = 'allow_anonymous true'
  const broker = await mosquitto({ users, more })
  const server = await operator(broker.url)
  return underTest({
    url: broker.url,
    webSocketUrl: broker.webSocketUrl,
    say: async (topic, payload, retain) => void (await server.publishAsync(topic, payload, { qos: 1, retain })),
    async know(user, password) {
      users[user] = password
      await broker.start({ users, more })
    },
    async close() {
      await server.endAsync(true)
      await broker.remove()
    },
  })
}

/** Who may read everything; comes back by itself. */
async function operator(url: string): Promise<MqttClient> {
  const client = await connectAsync(url, { ...OPERATOR, reconnectPeriod: 50, protocolVersion: 5 })
  client.on('error', () => undefined)
  return client
}

async function underTest({ url, webSocketUrl, say, know, close }: Behind): Promise<BrokerUnderTest & Wire> {
  const wire = await wireTo(webSocketUrl)
  const reader = await operator(url)
  const said = new Map<string, string>()
  reader.on('message', (topic, payload) => said.set(topic, payload.toString()))
  await reader.subscribeAsync('#', { qos: 1 })
  return {
    ...wire,
    said(topic) {
      const text = said.get(topic)
      return text ? JSON.parse(text) : undefined
    },
    say: (topic, payload, retain = false) => say(topic, payload, retain),
    know,
    async close() {
      await reader.endAsync(true)
      await wire.close()
      await close()
    },
  }
}
