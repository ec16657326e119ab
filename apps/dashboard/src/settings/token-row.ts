/** A token, without what makes it one. */
export interface TokenRow {
  id: string
  name: string
  scopes: string[]
  state: 'active' | 'expired' | 'revoked'
  createdAt: string
  createdBy: string
  expiresAt?: string
  lastUsedAt?: string
  revokedAt?: string
}
