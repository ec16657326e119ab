import { readHint, type Status, topics } from '@relevo/core/protocol'
import { clock } from '../clock.ts'
import type { Channel, Site } from '../ports.ts'
import type { Line, OpenLine, Protocol } from './line.ts'
import { whenIdle } from './when-idle.ts'

/** How to reach a broker. */
export interface MqttOptions {
  /** `ws://` or `wss://` of the broker; default: `/mqtt` on the host of `version.json`. */
  url?: string
  /** First level of every topic; default `intercom`. */
  prefix?: string
  /** Default: the tablet's id, once there is something to sign in with. */
  username?: string
  /** Default: the secret that an enrolled tablet has. */
  password?: string
  /** The version of MQTT to speak; default `3.1.1`, which every broker understands. */
  protocol?: Protocol
}

/**
 * Hints and reports over a line that is fetched when the page is idle.
 *
 * @param load what opens a line; when it cannot be had, polling carries on alone
 */
export function hintChannel(load: () => Promise<OpenLine>, options: MqttOptions = {}): Channel {
  const { url, prefix, username, password, protocol = '3.1.1' } = options
  const { notification, command, status } = topics(prefix)
  let last: Status | undefined
  let line: Line | undefined
  /** Ends what was started last, whether or not it is there yet. */
  let end: () => void = () => undefined

  async function connect({ tablet, versionUrl, secret, onHint, onRefused }: Site): Promise<void> {
    let isOver = false
    end = () => {
      isOver = true
      line?.end()
      line = undefined
    }
    await whenIdle()
    const open = await load()
    if (isOver) return
    const proof = password ?? (username === undefined ? secret : undefined)
    const way = {
      url: new URL(url ?? brokerOf(versionUrl)).href,
      protocol,
      clientId: `${tablet}.${Math.floor(clock.random() * 36 ** 4)
        .toString(36)
        .padStart(4, '0')}`,
      username: username ?? (proof && tablet),
      password: proof,
      // What is meant for the whole fleet, and what for this tablet alone.
      filters: [notification, command(tablet)],
      topic: status(tablet),
      will: JSON.stringify({ online: false, tablet }),
    }
    line = open(way, {
      onMessage(text) {
        const hint = readHint(text)
        if (hint) onHint(hint)
      },
      onRefused,
    })
    if (last) line.report(JSON.stringify(last))
  }

  return {
    start(site) {
      end()
      if (site.strange && username === undefined && password === undefined) return
      connect(site).catch(() => {
        // The line could not be fetched, or its address is none: polling alone, until the next load.
      })
    },
    report(report) {
      last = { online: true, ...report }
      line?.report(JSON.stringify(last))
    },
    stop: () => end(),
  }
}

function brokerOf(versionUrl: string): string {
  const { protocol, host } = new URL(versionUrl)
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/mqtt`
}
