import type { Outcome } from '../check.ts'
import type { Evidence } from '../evidence.ts'
import { refusalCheck } from './refusal-checks.ts'

export const mqttPort = refusalCheck(['tls-on-plain-port', 'http-on-mqtt-port', 'not-mqtt'], {
  id: 'mqtt-port',
  finds: 'a client that speaks TLS, HTTP or something else to the MQTT port',
  why: 'It never gets in, and tries again for ever. The TLS switch of WallPanel does nothing but make user and password mandatory; WallPanel Pro does begin TLS.',
  do: 'Switch TLS off in the app, or give it the port of a proxy that ends TLS; pages take the HTTP port, with /mqtt.',
})

export const mqttVersion = refusalCheck(['protocol-level'], {
  id: 'mqtt-version',
  finds: 'a client whose version of MQTT is not spoken, or a site’s broker that speaks no MQTT 5',
  why: 'WallPanel speaks MQTT 5 unless it is set to 3.1.1, and Home Assistant gives up 3.1.1; a broker that does not know 5 lets neither in.',
  do: 'Choose MQTT 3.1.1 in the app, or update the broker to one that speaks MQTT 5 (Mosquitto 1.6 and later).',
  also: ({ siteBroker }) =>
    siteBroker?.isUp && siteBroker.protocol === '3.1.1'
      ? [
          {
            verdict: 'found',
            subject: 'site broker',
            message: 'The site’s broker is spoken to in MQTT 3.1.1: it did not take MQTT 5, or MQTT_PROTOCOL says so.',
          },
        ]
      : [],
})

export const mqttLogin = refusalCheck(
  ['login', 'too-many-guesses', 'no-credential', 'kiosk-unknown', 'client-id', 'client-id-of-another', 'auth-method'],
  {
    id: 'mqtt-login',
    finds: 'a client that is refused for its user name, password or client id, or that brings none',
    why: 'A page falls back to polling; a kiosk app hears no commands.',
    do: 'Enrol the device again, or correct user name and password in the app.',
  },
)

export const mqttRights = refusalCheck(['may-not-publish', 'may-not-subscribe', 'may-not-leave-will', 'bad-topic'], {
  id: 'mqtt-rights',
  finds: 'a client that wants topics which are not its own',
  why: 'It is cut, or hears nothing: its base topic is another than the one it has a credential for, or none is known.',
  do: 'Correct the base topic in the app, or make a credential for the one it has.',
})

export const sameId = refusalCheck(['same-id-twice'], {
  id: 'same-id',
  finds: 'two devices with one client id or one base topic',
  why: 'They throw each other out, and a command for one is carried out by the other, or by both. Every WallPanel comes with the same base topic.',
  do: 'Give each device a client id of its own, and in WallPanel a base topic of its own.',
  also: ({ kiosks }: Evidence): Outcome[] =>
    (kiosks?.known ?? [])
      .filter(({ faults }) => faults.includes('shared'))
      .map(({ id, base }) => ({
        verdict: 'found',
        subject: id,
        message: `Several devices speak under the base topic ${base ?? 'of this kiosk'}.`,
      })),
})

export const mqttRules = refusalCheck(
  ['malformed', 'packet-too-large', 'topic-alias', 'unfinished-qos-2', 'acknowledges-nothing'],
  {
    id: 'mqtt-rules',
    finds: 'a client that breaks the rules of MQTT',
    why: 'It is cut, and what it was sent is lost.',
    do: 'Update the app; if it goes on, report it to its maker with the detail.',
  },
)

export const mqttPace = refusalCheck(['too-slow', 'server-busy'], {
  id: 'mqtt-pace',
  finds: 'a client that stops reading, or a crowd that connects again and again',
  why: 'A hint reaches it late or not at all; its page polls all the same.',
  do: 'Look whether the device sleeps or its Wi-Fi is weak. When all clients reconnect at once, look at the network between.',
})
