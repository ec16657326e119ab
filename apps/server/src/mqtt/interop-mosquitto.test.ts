import { afterAll, beforeAll } from 'vitest'
import { type Mosquitto, mosquitto } from '../testing/mosquitto.ts'
import { type BrokerUnderTest, interopContract } from './interop.contract.ts'

/** What the embedded broker is held to, the broker of most houses is too: Relevo may stand on either. */
let site: Mosquitto
const broker: BrokerUnderTest = { port: 0, differs: ['silent-take-over', 'overlapping-qos'] }

beforeAll(async () => {
  site = await mosquitto()
  broker.port = Number(new URL(site.url).port)
})
afterAll(() => site.remove())

interopContract('Mosquitto', () => broker)
