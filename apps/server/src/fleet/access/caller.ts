import type { Scope } from './scope.ts'

/** Whoever shows a token: the server's own one, which may do everything, or one that was made. */
export type TokenBearer = { kind: 'root' } | { kind: 'token'; id: string; name: string; scopes: readonly Scope[] }

/** Who calls: with a token, or with the session that was begun with one. */
export type Caller = TokenBearer | { kind: 'session'; hash: string; expiresAt: number; bearer: TokenBearer }

/** The name of the server's own token. */
export const ROOT = 'root'

/**
 * Who did it, as events and lists say it. Names of tokens may repeat, ids do not.
 *
 * @example actorOf({ kind: 'token', id: '1f0c9a2b', name: 'ci', scopes: ['notify'] }) // 'ci (1f0c9a2b)'
 */
export function actorOf(caller: Caller): string {
  const bearer = bearerOf(caller)
  return bearer.kind === 'root' ? ROOT : `${bearer.name} (${bearer.id})`
}

/** What the caller may do. */
export function scopesOf(caller: Caller): readonly Scope[] {
  const bearer = bearerOf(caller)
  return bearer.kind === 'root' ? ['admin'] : bearer.scopes
}

/** Whose token it all goes back to. */
function bearerOf(caller: Caller): TokenBearer {
  return caller.kind === 'session' ? caller.bearer : caller
}
