import { isTabletId } from '@relevo/core/protocol'

/** Whom a credential is for: a tablet, the kiosk app on a device, or another program of the house, such as Home Assistant. */
export const CREDENTIAL_KINDS = ['tablet', 'kiosk', 'service'] as const
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number]

/** What somebody signs in with, without the secret itself: that was shown once and is nowhere. Times are ms since the epoch. */
export interface Credential {
  id: string
  kind: CredentialKind
  /** The tablet’s or the kiosk’s id, or the name of the service. */
  name: string
  /** SHA-256 of the secret, in hex. */
  hash: string
  createdAt: number
  /** Who made it: a caller as `actorOf` says it, `code <id>` or `site key`. */
  createdBy: string
  /** To the hour. */
  lastUsedAt?: number
  revokedAt?: number
}

/** A credential as it is listed. */
export type ListedCredential = Omit<Credential, 'hash'> & { user: string; state: 'active' | 'revoked' }

/** Is this a name that a credential can be for? A name is part of a user name and, for kiosks, of topics. */
export function isCredentialName(value: unknown): value is string {
  return isTabletId(value)
}

/**
 * The user name it signs in with by MQTT.
 *
 * @example userOf({ kind: 'kiosk', name: 'lobby' }) // 'kiosk-lobby'
 */
function userOf({ kind, name }: Pick<Credential, 'kind' | 'name'>): string {
  return kind === 'tablet' ? name : `${kind}-${name}`
}

/**
 * For whom a user name may speak. There can be several: a tablet may be called `kiosk-1`. Which of them it is tells the secret.
 *
 * @example subjectsOf('kiosk-lobby') // a kiosk called `lobby`, or a tablet called `kiosk-lobby`
 */
export function subjectsOf(user: string): Pick<Credential, 'kind' | 'name'>[] {
  const [, kind, name] = /^(kiosk|service)-(.+)$/.exec(user) ?? []
  const found: Pick<Credential, 'kind' | 'name'>[] = [{ kind: 'tablet', name: user }]
  if (kind !== undefined && name !== undefined) found.push({ kind: kind as CredentialKind, name })
  return found.filter((subject) => isCredentialName(subject.name))
}

/** The credential without what only the server compares. */
export function listed({ hash: _, ...credential }: Credential): ListedCredential {
  return {
    ...credential,
    user: userOf(credential),
    state: credential.revokedAt === undefined ? 'active' : 'revoked',
  }
}
