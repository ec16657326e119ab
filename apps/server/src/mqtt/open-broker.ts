import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { homeAssistantBase, topics as topicsUnder } from '@relevo/core/protocol'
import type { Logger } from 'pino'
import type { Bus } from '../fleet/bus.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Check } from '../fleet/readiness.ts'
import type { Broker } from './broker.ts'
import { listenToTablets } from './inbox.ts'
import { createBridge } from './site/bridge.ts'
import { type Crossing, ownCrossings } from './site/crossing.ts'
import { refuseUpgrade } from './site/elsewhere.ts'
import type { Protocol } from './site/line.ts'
import { type PemPaths, readPemFiles } from './site/pem-files.ts'
import { createSiteBus, type SiteBrokerState, type SiteBus } from './site/site-bus.ts'

/** Which brokers there are. */
export interface BrokerSettings {
  /** First levels of every topic of this server. */
  prefix: string
  /** The broker that the house already has; absent = only ours. */
  site?: PemPaths & {
    url: string
    mode: 'bridge' | 'instead'
    user?: string
    password?: string
    protocol: 'auto' | Protocol
  }
  /** Where kiosk apps are told what to do, and nobody on the site's broker may speak to ours. */
  isCommandTopic?: (topic: string) => boolean
}

/** A message to ourselves may take this long, ms: less than a check, so that it is said what was waited for. */
const PATIENCE = 1_500

/** MQTT as this server has it, from its own broker, from the site's, or from both. */
export interface OpenBroker {
  bus: Bus
  /** From now on reports reach the fleet. */
  serve(fleet: Fleet): Promise<void>
  /** Take over an HTTP upgrade; one that is not for MQTT is cut, and without a broker here it is told where that is. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Listen on TCP; absent when there is nothing to listen with. @see Broker */
  listen?: Broker['listen']
  /** Let further topics cross between the two brokers; where there is one only, there is nothing to cross. @returns stops it */
  cross(rows: readonly Crossing[]): Promise<() => void>
  /** What readiness looks at. */
  checks: Check[]
  /** Our own broker, where there is one. */
  own?: Pick<Broker, 'connections' | 'refusals'>
  /** The site's, where there is one. */
  site?: { url: string; mode: 'bridge' | 'instead'; state(): SiteBrokerState }
  /** A second time does nothing. */
  close(): Promise<void>
}

/**
 * Open what carries the messages. It does not wait for the site's broker: a server whose broker is away still serves
 * releases, and tablets poll.
 *
 * @param embedded starts our own broker, where there is to be one
 * @throws RelevoError `config-invalid` for certificates that cannot be used
 */
export async function openBroker(
  { prefix, site, isCommandTopic }: BrokerSettings,
  embedded: () => Promise<Broker>,
  log: Logger,
): Promise<OpenBroker> {
  if (site === undefined) return alone(await embedded())
  const { mode, url, ca, cert, key, ...how } = site
  const files = await readPemFiles({
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  })
  // Home Assistant looks there whether this server is there.
  const will = { topic: `${homeAssistantBase(prefix)}/availability`, payload: 'offline' }
  const there = createSiteBus({ ...how, ...files, url, prefix, will, hearsItself: mode === 'instead' }, log)
  const told = { url, mode, state: there.state }
  const topics = topicsUnder(prefix)
  if (mode === 'instead')
    return {
      bus: there,
      serve: async (fleet) => void (await listenToTablets(there, fleet, topics, log)),
      upgrade: refuseUpgrade(url),
      cross: async () => () => undefined,
      // Nothing reaches a tablet at once without it.
      checks: [siteCheck(there, true)],
      site: told,
      close: () => there.close(),
    }
  try {
    const broker = await embedded()
    const bridge = createBridge(broker.bus, there, log, isCommandTopic)
    await bridge.cross(ownCrossings(topics))
    const own = alone(broker)
    return {
      ...own,
      cross: bridge.cross,
      // Pages and tablets on our broker do not notice that it is away.
      checks: [...own.checks, siteCheck(there, false)],
      site: told,
      async close() {
        await there.close()
        await broker.close()
      },
    }
  } catch (error) {
    await there.close()
    throw error
  }
}

/** Our own broker, as all there is. */
function alone(broker: Broker): OpenBroker {
  return {
    own: broker,
    bus: broker.bus,
    serve: broker.serve,
    upgrade: broker.upgrade,
    listen: broker.listen,
    cross: async () => () => undefined,
    checks: [
      {
        name: 'broker',
        needed: true,
        async look(signal) {
          await broker.prove(signal)
          return { status: 'ok' }
        },
      },
    ],
    close: broker.close,
  }
}

/** Whether the site's broker carries a message, and in plain words why it does not. */
function siteCheck(site: SiteBus, needed: boolean): Check {
  return {
    name: 'site broker',
    needed,
    look: (signal) =>
      site.prove(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])).then(
        () => ({ status: 'ok' }),
        (error: Error) => ({ status: needed ? 'fail' : 'warn', detail: error.message }),
      ),
  }
}
