import { readFile } from 'node:fs/promises'
import { type Mosquitto, type MosquittoSettings, mosquitto } from '../testing/mosquitto.ts'
import { OPEN_DOOR } from '../testing/open-door.ts'
import { SILENT } from '../testing/silent-log.ts'
import { createBroker } from './broker.ts'
import { type BusRig, busContract, otherClient } from './bus.contract.ts'
import { createSiteBus, type SiteBusSettings } from './site/site-bus.ts'

const TOKEN = 'test-token'
const users = { relevo: 'right', other: 'right' }
/** As `docs/site-broker.md` has it, and somebody who may do everything. */
const acl = 'user relevo\ntopic readwrite intercom/#\nuser other\ntopic readwrite #'

busContract('the embedded broker', async () => {
  const broker = await createBroker({ token: TOKEN, prefix: 'intercom', door: OPEN_DOOR }, SILENT)
  const port = await broker.listen(0, '127.0.0.1')
  const other = await otherClient(`mqtt://127.0.0.1:${port}`, { username: 'relevo', password: TOKEN })
  return {
    bus: broker.bus,
    other,
    async close() {
      await other.end()
      await broker.close()
    },
  }
})

const WAYS: [name: string, MosquittoSettings, (broker: Mosquitto) => Promise<Partial<SiteBusSettings>>][] = [
  ['MQTT 5', {}, async () => ({ protocol: '5' })],
  ['MQTT 3.1.1', {}, async () => ({ protocol: '3.1.1' })],
  ['WebSocket', {}, async ({ webSocketUrl }) => ({ url: webSocketUrl })],
  ['a password and an ACL', { users, acl }, async () => ({ user: 'relevo', password: 'right' })],
  ['TLS and a client certificate', { tls: true }, withCertificate],
]

async function withCertificate({ tlsUrl, files }: Mosquitto) {
  const [ca, cert, key] = await Promise.all([readFile(files.ca), readFile(files.cert), readFile(files.key)])
  return { url: tlsUrl, ca, cert, key }
}

/** The broker of a house as the only one. */
async function siteRig(settings: MosquittoSettings, how: (broker: Mosquitto) => Promise<Partial<SiteBusSettings>>) {
  const broker = await mosquitto(settings)
  const will = { topic: 'intercom/home-assistant/availability', payload: 'offline' }
  const usual = { url: broker.url, protocol: 'auto', prefix: 'intercom', hearsItself: true, will } as const
  const bus = createSiteBus({ ...usual, ...(await how(broker)) }, SILENT)
  await new Promise<void>((resolve) => bus.onUp(() => resolve()))
  const other = await otherClient(broker.url, settings.users && { username: 'other', password: 'right' })
  const rig: BusRig = {
    bus,
    other,
    async close() {
      await other.end()
      await bus.close()
      await broker.remove()
    },
  }
  return rig
}

for (const [name, settings, how] of WAYS) busContract(`Mosquitto by ${name}`, () => siteRig(settings, how))
