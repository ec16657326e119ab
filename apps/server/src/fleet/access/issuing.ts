import { RelevoError } from '@relevo/core/errors'
import type { NewEvent } from '../event.ts'
import type { World } from '../ports.ts'
import { type AccessToken, drawToken, stateOf } from './access-token.ts'
import { actorOf, type Caller } from './caller.ts'
import type { AccessStore } from './ports.ts'
import type { Scope } from './scope.ts'
import type { Secrets } from './secrets.ts'

/** What a new token shall be. */
export interface TokenOrder {
  name: string
  scopes: readonly Scope[]
  /** Milliseconds since the epoch; without it, it is good until it is revoked. */
  expiresAt?: number
}

/** A token as it is listed. */
export type ListedToken = Omit<AccessToken, 'hash'> & { state: ReturnType<typeof stateOf> }

/** Tokens are made, listed and revoked, never changed. */
export interface Issuing {
  /**
   * Make a token. `text` is the token itself, which nobody can ask for again.
   *
   * @throws RelevoError `invalid-input` when it would have expired already
   */
  createToken(order: TokenOrder, by: Caller): Promise<{ text: string; token: ListedToken }>
  /** Latest first. */
  tokens(): Promise<ListedToken[]>
  /**
   * Make a token good for nothing from now on, and end its sessions.
   *
   * @returns `duplicate` when it was revoked before
   * @throws RelevoError `token-unknown`
   */
  revokeToken(id: string, by: Caller): Promise<{ token: ListedToken; duplicate: boolean }>
}

export function createIssuing(store: AccessStore, secrets: Secrets, world: Pick<World, 'now'>): Issuing {
  const listed = ({ hash: _, ...token }: AccessToken): ListedToken => ({ ...token, state: stateOf(token, world.now()) })

  return {
    async createToken({ name, scopes, expiresAt }, by) {
      const createdAt = world.now()
      if (expiresAt !== undefined && expiresAt <= createdAt) {
        throw new RelevoError('invalid-input', 'expiresAt: is not in the future')
      }
      let drawn = drawToken(secrets)
      while (await store.token(drawn.id)) drawn = drawToken(secrets)
      const { id, text } = drawn
      const createdBy = actorOf(by)
      const token: AccessToken = {
        id,
        name,
        scopes: [...new Set(scopes)],
        hash: secrets.digest(text),
        createdAt,
        createdBy,
        ...(expiresAt !== undefined && { expiresAt }),
      }
      const until = expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }
      const data = { name, scopes: token.scopes.join(' '), ...until }
      await store.addToken(token, eventOf('token-created', id, createdAt, createdBy, data))
      return { text, token: listed(token) }
    },
    tokens: async () => (await store.tokens()).map(listed),
    async revokeToken(id, by) {
      const known = await store.token(id)
      if (!known) throw new RelevoError('token-unknown', id)
      const at = world.now()
      const event = eventOf('token-revoked', id, at, actorOf(by), { name: known.name })
      const revoked = await store.revokeToken(id, at, event)
      return { token: listed((await store.token(id)) ?? known), duplicate: !revoked }
    },
  }
}

function eventOf(
  type: 'token-created' | 'token-revoked',
  id: string,
  at: number,
  actor: string,
  data: NewEvent['data'],
): NewEvent {
  return { at, type, actor, subject: { kind: 'token', id }, data }
}
