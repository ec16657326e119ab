import type { Secrets } from '../access/secrets.ts'
import { symbolsOf } from './base32.ts'
import type { CredentialKind } from './credential.ts'

/** Symbols in the secret of a kiosk app: 130 bits. */
const TYPED = 26

/**
 * A new secret. That of a kiosk app is typed by hand into its settings, so it has no letters that look like digits; the
 * others are never seen by anybody, and have 256 bits of chance.
 */
export function drawSecret(kind: CredentialKind, secrets: Pick<Secrets, 'draw' | 'digest'>): string {
  if (kind !== 'kiosk') return `rls_${secrets.draw()}`
  return symbolsOf(secrets.digest(secrets.draw()), TYPED).toLowerCase()
}
