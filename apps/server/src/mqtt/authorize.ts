import type { Client } from 'aedes'
import type { Logger } from 'pino'
import { type Identity, isSame, mayPublish, mayRead, OPERATOR, type Places, REPORT_LIMIT } from './access.ts'
import type { Hooks, NotLetIn } from './guard.ts'
import { type Door, identifier, notIn } from './sign-in.ts'

/** DISCONNECT "administrative action" of MQTT 5; older clients are just cut. */
const ADMINISTRATIVE_ACTION = 0x98

/** Who is connected, and what they may. */
export interface Gate {
  /** The broker's questions: who are you, may you write that, may you read that. */
  hooks: Hooks
  /** The tablet a connection speaks for; `undefined` when it speaks for none. */
  tabletOf(client: Client): string | undefined
}

/** The gate of the broker. Whoever loses what they came in with is cut at once. */
export function createGate(token: string, door: Door, places: Places, log: Logger): Gate {
  const identify = identifier(token, door, places)
  const wills = new WeakMap<Client, string>()
  /** Kept until the last word of a connection, which may come after its end. */
  const identities = new WeakMap<Client, Identity>()
  const here = new Map<string, Client>()

  const enter = (client: Client, identity: Identity) => {
    identities.set(client, identity)
    here.set(client.id, client)
    client.conn.once('close', () => {
      if (here.get(client.id) === client) here.delete(client.id)
    })
  }

  /** Whose connection has this client id now, when that is somebody else. */
  const holds = (client: Client, identity: Identity) => {
    const holder = here.get(client.id)
    const other = holder && !holder.closed && identities.get(holder)
    // A tablet has a right to its own id, whoever took it meanwhile.
    return other && identity.role !== 'tablet' && !isSame(identity, other)
  }

  const cut = (client: Client, why: string) => {
    log.info({ client: client.id }, `MQTT client cut: ${why}`)
    identities.delete(client)
    client.disconnect({ reasonCode: ADMINISTRATIVE_ACTION }, () => undefined)
  }

  door.onChange(({ revoked, guarded }) => {
    const gone = new Set(revoked.map(({ id }) => id))
    const closed = new Set(guarded)
    for (const client of [...here.values()]) {
      const identity = identities.get(client)
      if (!identity) continue
      if ('credential' in identity && gone.has(identity.credential.id)) cut(client, 'its credential was revoked')
      else if (identity.role === 'anonymous' && closed.has(identity.tablet ?? '')) {
        cut(client, 'its tablet has a credential now, and signs in with it')
      }
    }
  })

  return {
    tabletOf(client) {
      const identity = identities.get(client)
      return identity && 'tablet' in identity ? identity.tablet : undefined
    },
    hooks: {
      isGuessable: (user) => user === OPERATOR,
      wills: (client, topic) => void wills.set(client, topic),
      authenticate(client, user, password, done) {
        const asking = { clientId: client.id, user, password: password?.toString(), will: wills.get(client) }
        const found = identify(asking)
        const identity = 'role' in found && holds(client, found) ? TAKEN : found
        if ('role' in identity) {
          enter(client, identity)
          return done(null, true)
        }
        const { code: returnCode, reason: refusal, detail } = identity
        const error: NotLetIn = Object.assign(new Error(detail), { returnCode, refusal })
        done(error, false)
      },
      authorizePublish(client, packet, done) {
        if (client === null) return done(null)
        const identity = identities.get(client)
        // A last will can come long after its client: what that signed in with may be good for nothing by then.
        const isLate = client.closed && identity !== undefined && 'credential' in identity
        if (identity && mayPublish(identity, packet.topic, places) && !(isLate && !door.isGood(identity.credential))) {
          // What is no report is not kept for others either.
          if ('tablet' in identity && packet.payload.length > REPORT_LIMIT) packet.retain = false
          return done(null)
        }
        // MQTT 3.1.1 knows no negative answer to a publish: the connection ends.
        done(new Error(`${client.id} may not publish to ${packet.topic}`))
      },
      authorizeSubscribe(client, subscription, done) {
        const identity = identities.get(client)
        if (identity && mayRead(identity, subscription.topic, places)) return done(null, subscription)
        done(null, null)
      },
      // Rights change while a subscription lasts: a kiosk gets another base topic, say.
      authorizeForward(client, packet) {
        const identity = identities.get(client)
        return identity && mayRead(identity, packet.topic, places) ? packet : null
      },
    },
  }
}

const TAKEN = notIn('clientId', 'client-id-of-another', 'somebody else is connected with it')
