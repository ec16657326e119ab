import { RelevoError } from '@relevo/core/errors'

/** A row of `GET /api/tokens`, and the answer to `DELETE /api/tokens/:id`. Times as the server writes them. */
export interface TokenRow {
  id: string
  name: string
  scopes: string[]
  state: string
  createdAt?: string
  createdBy: string
  expiresAt?: string
  lastUsedAt?: string
  revokedAt?: string
  /** It was revoked before. */
  duplicate?: true
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readToken(row: unknown): TokenRow {
  const { id, name, scopes, state, createdBy, duplicate, ...rest } = (row ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || typeof name !== 'string' || !isTexts(scopes)) throw strange()
  const times = ['createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'].filter((time) => typeof rest[time] === 'string')
  return {
    id,
    name,
    scopes,
    state: typeof state === 'string' ? state : '',
    createdBy: typeof createdBy === 'string' ? createdBy : '',
    ...Object.fromEntries(times.map((time) => [time, rest[time]])),
    ...(duplicate === true && { duplicate }),
  }
}

/** The answer to `POST /api/tokens`, the only one with the token itself. */
export function readMadeToken(data: unknown): TokenRow & { token: string } {
  const { token } = (data ?? {}) as Record<string, unknown>
  if (typeof token !== 'string') throw strange()
  return { ...readToken(data), token }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function strange(): RelevoError {
  return new RelevoError('internal', 'the answer of api/tokens has not the documented form')
}
