import { createHash, timingSafeEqual } from 'node:crypto'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import { type Identity, mayPublish, OPERATOR, type Places, tabletOfClient } from './access.ts'

/** What the broker asks of enrolment. */
export type Door = Pick<Enrolment, 'mode' | 'signIn' | 'isGuarded' | 'onChange'>

/** What somebody says who wants to come in. */
export interface Asking {
  clientId: string
  user: string | undefined
  password: string | undefined
  /** Topic of the last will; absent = none. */
  will?: string | undefined
}

/** CONNACK codes of MQTT 3.1.1; the library turns them into those of MQTT 5. It has them as a const enum only. */
export const REFUSED = { clientId: 2, login: 4, rights: 5 } as const

/** Why somebody does not come in, for the log, and the code that says it on the wire. */
export interface NotIn {
  code: (typeof REFUSED)[keyof typeof REFUSED]
  why: string
}

/** Who is it, and may they come in? */
export function identifier(token: string, door: Door, places: Places): (asking: Asking) => Identity | NotIn {
  const right = digest(token)

  const whoIs = ({ clientId, user, password }: Asking): Identity | NotIn => {
    if (user === undefined) {
      const tablet = tabletOfClient(clientId)
      if (door.mode === 'enrolled') return { code: REFUSED.rights, why: 'without a user name nobody is let in' }
      if (tablet === undefined) return { role: 'anonymous' }
      if (!door.isGuarded(tablet)) return { role: 'anonymous', tablet }
      return { code: REFUSED.rights, why: 'the tablet of this client id has a credential, and did not sign in with it' }
    }
    if (user === OPERATOR && timingSafeEqual(digest(password ?? ''), right)) return { role: 'operator' }
    const credential = door.signIn(user, password ?? '')
    if (!credential) return { code: REFUSED.login, why: 'wrong user name or password' }
    const { id, kind, name } = credential
    if (kind === 'service') return { role: 'service', name, credential: id }
    if (kind === 'kiosk') {
      if (places.kiosks?.kioskTopics(name)) return { role: 'kiosk', kiosk: name, credential: id }
      return { code: REFUSED.rights, why: 'this kiosk is not known to the server' }
    }
    // It speaks for the tablet it is called by: a tablet has several names at times.
    if (tabletOfClient(clientId) === user) return { role: 'tablet', tablet: user, credential: id }
    return { code: REFUSED.clientId, why: `the client id of this tablet is ${user}, or ${user}.<anything>` }
  }

  return (asking) => {
    const identity = whoIs(asking)
    // The last will is somebody's last message, and is looked at while it can still be refused.
    if ('role' in identity && asking.will !== undefined && !mayPublish(identity, asking.will, places)) {
      return { code: REFUSED.rights, why: `its last will is for ${asking.will.slice(0, 200)}, where it may not write` }
    }
    return identity
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
