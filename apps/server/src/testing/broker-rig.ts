import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@relevo/core/protocol'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { pino } from 'pino'
import { secrets } from '../assembly/secrets.ts'
import type { CredentialKind } from '../fleet/enrolment/credential.ts'
import { createEnrolment, type Enrolment } from '../fleet/enrolment/enrolment.ts'
import type { AccessMode } from '../fleet/enrolment/parts.ts'
import type { KioskRights } from '../mqtt/access.ts'
import { type Broker, createBroker } from '../mqtt/broker.ts'
import { openStore } from '../store/sqlite-store.ts'
import { TOKEN } from './server-in-temp.ts'

/** Where everything is in these tests. */
export const AT = topics('intercom')
/** Both protocol versions that are served. */
export const VERSIONS = [4, 5] as const

/** A real broker on a free port, with real enrolment, and two kiosk apps: a WallPanel called `hall` and a FreeKiosk called `attic`. */
export interface BrokerRig {
  broker: Broker
  enrolment: Enrolment
  /** The base topic of the WallPanel, which may be given another one. */
  base: string
  /** Make a credential, and say how to sign in with it. */
  credential(kind: CredentialKind, name: string): Promise<{ id: string; username: string; password: string }>
  /** A client that is connected; it does not come back by itself. @throws what the broker answers to its CONNECT */
  connect(options: IClientOptions): Promise<MqttClient>
  remove(): Promise<void>
}

/** How operators sign in. */
export const OPERATOR = { username: 'relevo', password: TOKEN }

export async function brokerRig(mode: AccessMode = 'enrolled'): Promise<BrokerRig> {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-broker-'))
  const store = await openStore(join(folder, 'relevo.db'))
  const world = { now: () => Date.now() }
  const naming = { namesOf: (tablet: string) => [tablet], hasReported: () => false }
  const enrolment = await createEnrolment({ store: store.enrolment, secrets, world, ...naming }, { mode })
  const kiosks: KioskRights = {
    kioskTopics(kiosk) {
      if (kiosk === 'hall') return { reads: [`${rig.base}command`], writes: [`${rig.base}#`] }
      if (kiosk === 'attic') return { reads: ['freekiosk/attic/set/#'], writes: ['freekiosk/attic/#'] }
      return undefined
    },
    mayAnnounce: (kiosk, component, clientId) => kiosk === 'hall' && component === 'sensor' && clientId === 'panel-7',
    isCommandTopic: (topic) => topic === `${rig.base}command` || topic.startsWith('freekiosk/attic/set/'),
  }
  const broker = await createBroker(
    { token: TOKEN, prefix: 'intercom', door: enrolment, kiosks },
    pino({ level: 'silent' }),
  )
  const port = await broker.listen(0, '127.0.0.1')
  const open: MqttClient[] = []
  const rig: BrokerRig = {
    broker,
    enrolment,
    base: 'wallpanel/hall/',
    async credential(kind, name) {
      const { secret, credential } = await enrolment.createCredential({ kind, name, replace: true }, { kind: 'root' })
      return { id: credential.id, username: credential.user, password: secret }
    },
    async connect(options) {
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options }, false)
      client.on('error', () => undefined) // what a test expects it looks for itself
      open.push(client)
      // The broker answers a moment before it has taken the client in; a second answer is behind that.
      await client.unsubscribeAsync('nothing')
      return client
    },
    async remove() {
      await Promise.all(open.map((client) => client.endAsync(true)))
      await broker.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
  return rig
}
