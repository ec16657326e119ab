import type { Scope } from './scope.ts'
import type { Secrets } from './secrets.ts'

/** A token that was made, without the token itself: that was shown once and is nowhere. Times are ms since the epoch. */
export interface AccessToken {
  /** Eight hex digits, part of the token. */
  id: string
  /** For people; may repeat. */
  name: string
  scopes: readonly Scope[]
  /** SHA-256 of the whole token, in hex. */
  hash: string
  createdAt: number
  /** Who made it, as `actorOf` says it. */
  createdBy: string
  expiresAt?: number
  /** To the minute. */
  lastUsedAt?: number
  revokedAt?: number
}

const FORM = /^rlv_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/

/** A new token: its id, and the text that is shown once. 256 of its bits are chance. */
export function drawToken(secrets: Pick<Secrets, 'draw' | 'digest'>): { id: string; text: string } {
  const id = secrets.digest(secrets.draw()).slice(0, 8)
  return { id, text: `rlv_${id}_${secrets.draw()}` }
}

/** The id of the token that a text has the form of; `undefined` for any other text, such as the server's own token. */
export function idInToken(text: string): string | undefined {
  return FORM.exec(text)?.[1]
}

/** Is it good at this moment, and if not, why? */
export function stateOf(
  { revokedAt, expiresAt }: Pick<AccessToken, 'revokedAt' | 'expiresAt'>,
  now: number,
): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== undefined) return 'revoked'
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'active'
}
