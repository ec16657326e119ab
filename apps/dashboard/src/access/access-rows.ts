/** How tablets, kiosk apps and services come in, as it is configured. */
export interface AccessRow {
  mode: 'enrolled' | 'open'
  siteKey: boolean
  mqttPort?: number
}

/** A code that lets tablets in for a short time. Times are ISO 8601. */
export interface CodeRow {
  id: string
  tablet?: string
  uses: number
  used: number
  state: 'good' | 'expired' | 'used-up' | 'withdrawn'
  createdAt: string
  createdBy: string
  expiresAt: string
}

/** A code that was just made: the only answer that says it. */
export interface MadeCode extends CodeRow {
  code: string
  launchUrl: string
}

/** A check-in of a tablet that is not enrolled. */
export interface StrangerRow {
  tablet: string
  address: string
  release: string
  engine?: { name: string; version: number }
  userAgent?: string
  /** It came with a secret that is not good, or no more. */
  hadSecret: boolean
  firstSeen: string
  lastSeen: string
  count: number
}

export type CredentialKind = 'tablet' | 'kiosk' | 'service'

/** What a tablet, a kiosk app or a service signs in with, without the secret. */
export interface CredentialRow {
  id: string
  kind: CredentialKind
  name: string
  user: string
  state: 'active' | 'revoked'
  createdAt: string
  createdBy: string
  lastUsedAt?: string
  revokedAt?: string
}

/** A credential that was just made, with what is typed into the app. */
export interface MadeCredential extends CredentialRow {
  secret: string
  mqttPort?: number
}
