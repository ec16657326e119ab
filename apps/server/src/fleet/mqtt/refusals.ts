/** Why a client was refused or cut, and what to do: the closed list. Each reads as a sentence that begins with the client. */
export const REFUSAL_REASONS = {
  'tls-on-plain-port': {
    says: 'began a TLS handshake, and this port speaks plain MQTT',
    do: 'Switch TLS off in the app, or give it the port of a proxy that ends TLS.',
  },
  'http-on-mqtt-port': {
    says: 'sent an HTTP request to the MQTT port',
    do: 'Give it the HTTP port for pages and for MQTT over WebSocket (/mqtt), the MQTT port for plain MQTT.',
  },
  'not-mqtt': {
    says: 'sent something that is no MQTT',
    do: 'Look at which port the app is set to; what it sent begins with the bytes in the detail.',
  },
  'protocol-level': {
    says: 'asked for an MQTT version that is not spoken here',
    do: 'Choose MQTT 5 or MQTT 3.1.1 in the app.',
  },
  'client-id': {
    says: 'came with a client id that is not allowed',
    do: 'Give it a client id of its own: without one a session cannot be kept, and MQTT 3.1 allows 23 characters.',
  },
  malformed: {
    says: 'broke the rules of MQTT',
    do: 'Update the app; if it goes on, report it to the app’s maker with the detail.',
  },
  'auth-method': {
    says: 'wanted a way to sign in (MQTT 5 AUTH) that is not offered',
    do: 'Let it sign in with user name and password.',
  },
  'client-id-of-another': {
    says: 'came with a client id that is not its own',
    do: 'Give it a client id of its own; that of a tablet is its id, or its id with a dot and anything behind it.',
  },
  login: {
    says: 'was refused: wrong user name or password',
    do: 'Enrol the device again, or correct user name and password in the app.',
  },
  'too-many-guesses': {
    says: 'was not looked at: too many wrong passwords for the operator came from its address within a minute',
    do: 'Find who guesses, or what has an old token, and wait a minute; devices with credentials of their own come in meanwhile.',
  },
  'no-credential': {
    says: 'came without user name and password, and only who has them is let in',
    do: 'Enrol the tablet (docs/access.md), or make a credential with `relevo credential create` and enter it in the app.',
  },
  'kiosk-unknown': {
    says: 'signed in as a kiosk that the server does not know',
    do: 'Add the kiosk under the name that its credential has, or make a credential for the right one.',
  },
  'may-not-leave-will': {
    says: 'has a last will for a topic that it may not publish to',
    do: 'Correct the base topic in the app, or give it a credential that may.',
  },
  'may-not-publish': {
    says: 'may not publish to this topic',
    do: 'Correct the base topic in the app, or give it a credential that may.',
  },
  'may-not-subscribe': {
    says: 'may not subscribe to this topic',
    do: 'Correct the base topic in the app, or give it a credential that may.',
  },
  'bad-topic': {
    says: 'named a topic that is none',
    do: 'Correct the topic in the app: no + or # in what is published, at most 100 levels.',
  },
  'packet-too-large': {
    says: 'announced a larger packet than this broker takes',
    do: 'Send less at a time: camera pictures do not belong here.',
  },
  'topic-alias': {
    says: 'used a topic alias that it was not allowed',
    do: 'Update the app; if it goes on, report it to the app’s maker.',
  },
  'unfinished-qos-2': {
    says: 'left too many QoS 2 messages unfinished',
    do: 'Choose QoS 0 or 1 in the app, or update it.',
  },
  'too-slow': {
    says: 'stopped reading and was cut, so that it does not hold up the others',
    do: 'Look whether the device sleeps or its Wi-Fi is weak; it comes back by itself when it can.',
  },
  'acknowledges-nothing': {
    says: 'did not acknowledge what it was sent and was cut',
    do: 'Update the app, or let it subscribe with QoS 0.',
  },
  'server-busy': {
    says: 'was turned away for now: more clients are connecting than are let in at once',
    do: 'Nothing, it tries again by itself. If it goes on, find what makes all clients reconnect.',
  },
  'same-id-twice': {
    says: 'is fought over: two devices use this client id and keep throwing each other out',
    do: 'Give each device a client id of its own, and in WallPanel a base topic of its own.',
  },
} as const

export type RefusalReason = keyof typeof REFUSAL_REASONS

/** A client that was refused or cut, once for each reason. */
export interface Refusal {
  reason: RefusalReason
  /** Absent where it did not come to tell one. */
  clientId?: string
  /** Where it came from last: an IP address. */
  address: string
  /** What exactly, from the last time: a topic, a version, first bytes. No secret. */
  detail?: string
  /** ms since the epoch. */
  first: number
  /** ms since the epoch. */
  at: number
  count: number
}

/** Whom the broker refused or cut, the latest last. */
export interface Refusals {
  list(): Refusal[]
  /**
   * Remember one.
   *
   * @returns whether it is worth a line in the log: the first of this client and reason, or the first within an hour, and not
   *   more of them in a minute than somebody reads
   */
  note(refused: Omit<Refusal, 'first' | 'count'>): boolean
}

/** So many are remembered; then the ones that were quiet longest are forgotten. */
const MOST = 500
/** A client that goes on is logged again after so long, ms. */
const LOG_EVERY = 3_600_000
/** Whoever makes up a client id for each attempt must not fill the log: so many lines within so long, ms. */
const LINES = 60
const LINES_WITHIN = 60_000
/** Characters of a detail or an id; the rest is cut off. */
const LONGEST = 200

/** A record of refusals, in memory and bounded. */
export function createRefusals(): Refusals {
  const kept = new Map<string, Refusal & { logged: number }>()
  let lines = { since: Number.NEGATIVE_INFINITY, count: 0 }
  const hasRoom = (at: number) => {
    if (Math.abs(at - lines.since) >= LINES_WITHIN) lines = { since: at, count: 0 }
    return lines.count < LINES
  }
  return {
    list: () => [...kept.values()].map(({ logged: _, ...refusal }) => refusal),
    note({ clientId, detail, ...refused }) {
      const id = clientId?.slice(0, LONGEST)
      // A storm is one thing, whoever is in it.
      const who = refused.reason === 'server-busy' ? '' : (id ?? `@${refused.address}`)
      const key = `${refused.reason} ${who}`
      const before = kept.get(key)
      const logged = before?.logged ?? Number.NEGATIVE_INFINITY
      const isNews = refused.at - logged >= LOG_EVERY && hasRoom(refused.at)
      if (isNews) lines.count++
      kept.delete(key)
      kept.set(key, {
        ...refused,
        ...(id !== undefined && { clientId: id }),
        ...(detail !== undefined && { detail: detail.slice(0, LONGEST) }),
        first: before?.first ?? refused.at,
        count: (before?.count ?? 0) + 1,
        logged: isNews ? refused.at : logged,
      })
      const [oldest] = kept.keys()
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
      return isNews
    },
  }
}
