import { readHint, type Status, topics } from '@relevo/core/protocol'
import type { IClientOptions, MqttClient } from 'mqtt'
import { clock } from '../clock.ts'
import type { Channel, Site } from '../ports.ts'
import { reconnectDelay } from './reconnect-delay.ts'
import { whenIdle } from './when-idle.ts'

export interface MqttOptions {
  /** `ws://` or `wss://` of the broker; default: `/mqtt` on the host of `version.json`. */
  url?: string
  /** First level of every topic; default `intercom`. */
  prefix?: string
  username?: string
  password?: string
}

/** CONNACK codes of a broker that does not let this tablet in, in MQTT 3.1.1 and in 5. */
const REFUSALS: readonly unknown[] = [4, 5, 134, 135]

/**
 * Hints and reports by MQTT. MQTT.js is fetched when the page is idle; a broker that is not there is tried again for
 * ever and disturbs nobody: polling carries on. An enrolled tablet signs in with its id and its secret, unless a name and
 * a password are given here; one that has to enrol first stays away from the broker until then.
 *
 * @example createUpdateManager({ version, worker, channel: mqttChannel() })
 */
export function mqttChannel({ url, prefix, username, password }: MqttOptions = {}): Channel {
  const { notification, command, status } = topics(prefix)
  let last: Status | undefined
  let publish: (() => void) | undefined
  /** Ends what was started last, whether or not it is there yet. */
  let end: () => void = () => undefined

  async function connect({ tablet, versionUrl, secret, onHint, onRefused }: Site): Promise<void> {
    let client: MqttClient | undefined
    let isOver = false
    end = () => {
      isOver = true
      publish = undefined
      client?.end(true) // without a goodbye, so that the broker says the last will
    }
    await whenIdle()
    const { default: mqtt } = await import('mqtt')
    if (isOver) return
    const leaving = {
      topic: status(tablet),
      payload: JSON.stringify({ online: false, tablet }),
      qos: 1,
      retain: true,
    } as const
    const broker = new URL(url ?? brokerOf(versionUrl))
    const options: IClientOptions = {
      // MQTT.js takes the brackets off an IPv6 address and builds an address that is none.
      hostname: broker.hostname,
      clientId: `${tablet}.${Math.floor(clock.random() * 36 ** 4)
        .toString(36)
        .padStart(4, '0')}`,
      clean: true,
      keepalive: 30,
      connectTimeout: 10_000,
      reconnectPeriod: reconnectDelay(0, clock.random()),
      reconnectOnConnackError: true,
      resubscribe: false,
      will: leaving,
    }
    if (username !== undefined) options.username = username
    else if (secret) options.username = tablet
    if (password !== undefined) options.password = password
    else if (secret && username === undefined) options.password = secret
    const opened = mqtt.connect(broker.href, options)
    client = opened
    publish = () => {
      // What was not said when the line broke is not said later: the newest report is.
      if (opened.connected && last) opened.publish(leaving.topic, JSON.stringify(last), { qos: 1, retain: true })
    }
    let tries = 0
    let isRefused = false
    opened.on('connect', () => {
      tries = 0
      isRefused = false
      opened.options.reconnectPeriod = reconnectDelay(0, clock.random())
      // What is meant for the whole fleet, and what for this tablet alone.
      opened.subscribe([notification, command(tablet)], { qos: 1 })
      publish?.()
    })
    opened.on('reconnect', () => {
      opened.options.reconnectPeriod = reconnectDelay(++tries, clock.random(), isRefused)
    })
    opened.on('message', (_, payload) => {
      const hint = readHint(payload.toString())
      if (hint) onHint(hint)
    })
    opened.on('error', (error) => {
      // The line tries again by itself, and polling does not need it: but that one can tell what is wrong.
      if (isRefused || !REFUSALS.includes((error as { code?: unknown }).code)) return
      isRefused = true
      onRefused()
    })
  }

  return {
    start(site) {
      end()
      if (site.strange && username === undefined) return
      connect(site).catch(() => {
        // MQTT.js could not be fetched, or the browser refuses the address: polling alone, until the next load.
      })
    },
    report(report) {
      last = { online: true, ...report }
      publish?.()
    },
    stop: () => end(),
  }
}

function brokerOf(versionUrl: string): string {
  const { protocol, host } = new URL(versionUrl)
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/mqtt`
}
