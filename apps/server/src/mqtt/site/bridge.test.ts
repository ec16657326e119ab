import { topics } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Mosquitto, mosquitto } from '../../testing/mosquitto.ts'
import { SILENT } from '../../testing/silent-log.ts'
import { type Broker, createBroker } from '../broker.ts'
import { busContract, otherClient } from '../bus.contract.ts'
import { type Bridge, createBridge } from './bridge.ts'
import { kioskCrossings, ownCrossings } from './crossing.ts'
import type { Protocol } from './line.ts'
import { createSiteBus, type SiteBus } from './site-bus.ts'

const TOKEN = 'test-token'
const at = topics('intercom')
const will = { topic: 'intercom/home-assistant/availability', payload: 'offline' }

/** Our broker, a Mosquitto, and a bridge between them that is up. */
async function joined(protocol: Protocol, site: Mosquitto) {
  const broker = await createBroker({ token: TOKEN, prefix: 'intercom' }, SILENT)
  const line = createSiteBus({ url: site.url, protocol, prefix: 'intercom', will, hearsItself: false }, SILENT)
  const bridge = createBridge(broker.bus, line, SILENT)
  await bridge.cross(ownCrossings(at))
  await bridge.cross(kioskCrossings('wallpanel/hall/'))
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
