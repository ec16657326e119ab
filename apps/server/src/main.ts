import { randomUUID } from 'node:crypto'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { createFleet, type FleetRules } from './fleet/fleet.ts'
import { createPostOffice } from './fleet/notices/post-office.ts'
import { USUAL_POLL } from './fleet/tablet.ts'
import { createApp } from './http/app.ts'
import { keepTime } from './keep-time.ts'
import { createBroker } from './mqtt/broker.ts'
import { notListening, urlHost } from './not-listening.ts'
import { createSinks, type NoticeSettings } from './notifiers/index.ts'
import { keptToken, openData, tokenPath } from './store/index.ts'

/** How a server is set up, and whom it tells what happens. */
export interface ServerConfig extends Config {
  /** Address of the server as people reach it, for the links in notices; absent = `http://localhost:<port>`. */
  publicUrl?: string
  /** Where notices go; absent = nowhere. */
  notices?: NoticeSettings
}

/** A server that runs. */
export interface RunningServer {
  /** Address without a trailing slash. */
  url: string
  port: number
  /** Absent when MQTT has no TCP listener. */
  mqttPort?: number
  /** The token in force. */
  token: string
  /** Where the token is kept; absent when it was given. */
  tokenFile?: string
  /** Stop, with everything written. */
  close(): Promise<void>
}

/** How long a tablet's last sign of life may be in memory only, ms. */
const FLUSH_EVERY = 2_000

/**
 * Start a server: this is where every part meets.
 *
 * @param log where it writes what happens; nowhere by default
 * @throws RelevoError `port-taken`, `config-invalid` for a port or host that cannot be listened on, `data-unusable`
 * @example const server = await createServer(readConfig({ PORT: '0', MQTT_PORT: 'auto', RELEVO_DATA: folder }))
 */
export async function createServer(
  config: ServerConfig,
  log: Logger = pino({ level: 'silent' }),
): Promise<RunningServer> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const { store, files } = await openData(config.data)
    closing.push(() => store.close())
    const token = config.token ?? (await keptToken(config.data))
    const kept = config.token === undefined && { tokenFile: tokenPath(config.data) }
    const broker = await createBroker({ token, prefix: config.prefix }, log)
    closing.push(() => broker.close())

    const world = {
      now: () => Date.now(),
      newId: () => randomUUID(),
      warn: (message: string, cause: unknown) => log.warn({ err: cause }, message),
    }
    const { keep, checkEvery } = config
    const rules: FleetRules = { keep, ...(checkEvery !== undefined && { checkEvery }) }
    const fleet = await createFleet({ store, files, hints: broker.hints, world }, rules)
    closing.push(() => fleet.flush())
    const flush = () =>
      fleet.flush().catch((error: unknown) => log.error({ err: error }, 'The store cannot be written'))
    const flushing = setInterval(flush, FLUSH_EVERY)
    closing.push(async () => clearInterval(flushing))

    const name = ['0.0.0.0', '::', '127.0.0.1'].includes(config.host) ? 'localhost' : urlHost(config.host)
    let url = `http://${name}`
    const home = () => (config.publicUrl ?? url).replace(/\/$/, '')
    const sinks = createSinks(config.notices ?? {})
    const office = await createPostOffice({ store: store.notices, sinks, world, home })

    broker.serve(fleet)
    await fleet.repeatHints()

    const { base, maxFile, dashboard, idle } = config
    const poll = checkEvery === undefined ? USUAL_POLL : checkEvery * 1000
    const app = await createApp({ fleet, office, files, log }, { token, base, maxFile, dashboard, poll, idle })
    app.server.on('upgrade', broker.upgrade)
    closing.push(() => app.close())
    closing.push(() => broker.close()) // before the app, which waits for the WebSockets of its port
    const port = await listen(app, config)
    const mqttPort = await listenMqtt(broker, config)

    url = `http://${name}:${port}`
    // Only now: what leaves the house has a link to it.
    for (const sink of sinks) {
      const failed = (error: unknown) => log.error({ err: error }, `The notices for ${sink.name} cannot be worked on`)
      closing.push(keepTime(() => office.run(sink.name), failed))
    }
    return { url, port, ...(mqttPort !== undefined && { mqttPort }), token, ...kept, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, { port, host }: Config): Promise<number> {
  try {
    await app.listen({ port, host, backlog: 4096 })
  } catch (error) {
    throw notListening(error, { variable: 'PORT', port, host })
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}

async function listenMqtt(broker: Awaited<ReturnType<typeof createBroker>>, { mqttPort, host }: Config) {
  if (mqttPort === 0) return undefined
  const port = mqttPort === 'auto' ? 0 : mqttPort
  try {
    return await broker.listen(port, host)
  } catch (error) {
    throw notListening(error, { variable: 'MQTT_PORT', port, host })
  }
}
