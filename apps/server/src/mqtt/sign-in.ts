import { createHash, timingSafeEqual } from 'node:crypto'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import type { RefusalReason } from '../fleet/mqtt/refusals.ts'
import { type Identity, mayPublish, OPERATOR, type Places, tabletOfClient } from './access.ts'

/** What the broker asks of enrolment. */
export type Door = Pick<Enrolment, 'mode' | 'signIn' | 'isGood' | 'isGuarded' | 'onChange'>

/** What somebody says who wants to come in. */
export interface Asking {
  clientId: string
  user: string | undefined
  password: string | undefined
  /** Topic of the last will; absent = none. */
  will?: string | undefined
}

/** CONNACK codes of MQTT 3.1.1, which the library turns into those of MQTT 5. */
const REFUSED = { clientId: 2, login: 4, rights: 5 } as const

/** Why somebody does not come in, for the log, and the code that says it on the wire. */
export interface NotIn {
  code: (typeof REFUSED)[keyof typeof REFUSED]
  reason: RefusalReason
  /** What exactly; no secret. */
  detail: string
}

/** Who is it, and may they come in? */
export function identifier(token: string, door: Door, places: Places): (asking: Asking) => Identity | NotIn {
  const right = digest(token)

  const whoIs = ({ clientId, user, password }: Asking): Identity | NotIn => {
    if (user === undefined) {
      const tablet = tabletOfClient(clientId)
      if (door.mode === 'enrolled') return notIn('rights', 'no-credential', 'no user name')
      if (tablet === undefined) return { role: 'anonymous' }
      if (!door.isGuarded(tablet)) return { role: 'anonymous', tablet }
      return notIn('rights', 'no-credential', `${tablet} has a credential, and signs in with it`)
    }
    if (user === OPERATOR && timingSafeEqual(digest(password ?? ''), right)) return { role: 'operator' }
    const credential = door.signIn(user, password ?? '')
    if (!credential) return notIn('login', 'login', `user ${user.slice(0, 64)}`)
    const { kind, name } = credential
    if (kind === 'service') return { role: 'service', name, credential }
    if (kind === 'kiosk') {
      if (places.kiosks?.kioskTopics(name)) return { role: 'kiosk', kiosk: name, credential, clientId }
      return notIn('rights', 'kiosk-unknown', `kiosk ${name}`)
    }
    // It speaks for the tablet it is called by: a tablet has several names at times.
    if (tabletOfClient(clientId) === user) return { role: 'tablet', tablet: user, credential }
    return notIn('clientId', 'client-id-of-another', `that of this tablet is ${user}, or ${user}.<anything>`)
  }

  return (asking) => {
    const identity = whoIs(asking)
    // The last will is somebody's last message, and is looked at while it can still be refused.
    if ('role' in identity && asking.will !== undefined && !mayPublish(identity, asking.will, places)) {
      return notIn('rights', 'may-not-leave-will', asking.will)
    }
    return identity
  }
}

/** What is answered to somebody who is not let in. */
export function notIn(code: keyof typeof REFUSED, reason: RefusalReason, detail: string): NotIn {
  return { code: REFUSED[code], reason, detail }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
