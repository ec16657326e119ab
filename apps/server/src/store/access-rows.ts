import type { AccessToken } from '../fleet/access/access-token.ts'
import type { Session } from '../fleet/access/session.ts'
import type { SessionRow, TokenRow } from './tables.ts'

export function toToken(row: TokenRow): AccessToken {
  const { id, name, hash, created_at: createdAt, created_by: createdBy } = row
  return {
    id,
    name,
    scopes: JSON.parse(row.scopes),
    hash,
    createdAt,
    createdBy,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}

export function fromToken({ id, name, scopes, hash, ...token }: AccessToken): TokenRow {
  return {
    id,
    name,
    scopes: JSON.stringify(scopes),
    hash,
    created_at: token.createdAt,
    created_by: token.createdBy,
    expires_at: token.expiresAt ?? null,
    last_used_at: token.lastUsedAt ?? null,
    revoked_at: token.revokedAt ?? null,
  }
}

export function toSession(row: SessionRow): Session {
  return {
    hash: row.hash,
    ...(row.token_id !== null && { tokenId: row.token_id }),
    ...(row.root_seal !== null && { rootSeal: row.root_seal }),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

export function fromSession({ hash, tokenId, rootSeal, createdAt, expiresAt }: Session): SessionRow {
  return { hash, token_id: tokenId ?? null, root_seal: rootSeal ?? null, created_at: createdAt, expires_at: expiresAt }
}
