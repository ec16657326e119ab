import type { World } from '../ports.ts'
import { type AccessToken, idInToken, stateOf } from './access-token.ts'
import type { TokenBearer } from './caller.ts'
import type { AccessStore } from './ports.ts'
import type { Secrets } from './secrets.ts'

/** The use of a token is written at most this often, ms. */
const USE_EVERY = 60_000
/** Stands for the hash of a token nobody made: no text has it. */
const NO_HASH = '0'.repeat(64)

/** Tells who shows a token. */
export interface Authentication {
  /** SHA-256 of the server's own token. */
  rootHash: string
  /** Whose token this is; `undefined` for one that is unknown, expired, revoked or none at all. */
  bearerOf(text: string): Promise<TokenBearer | undefined>
  /** The bearer of a token by its id, if that is good now. */
  bearerWithId(id: string): Promise<TokenBearer | undefined>
}

/** @param root the server's own token */
export function createAuthentication(
  store: Pick<AccessStore, 'token' | 'useToken'>,
  secrets: Pick<Secrets, 'digest' | 'same'>,
  world: Pick<World, 'now' | 'warn'>,
  root: string,
): Authentication {
  const rootHash = secrets.digest(root)

  const used = async (token: AccessToken | undefined): Promise<TokenBearer | undefined> => {
    const now = world.now()
    if (!token || stateOf(token, now) !== 'active') return undefined
    const { id, name, scopes, lastUsedAt } = token
    if (lastUsedAt === undefined || now - lastUsedAt >= USE_EVERY) {
      // Whoever has a good token is let in, also when the disk is full.
      await store.useToken(id, now).catch((error) => world.warn('The use of a token could not be noted', error))
    }
    return { kind: 'token', id, name, scopes }
  }

  return {
    rootHash,
    async bearerOf(text) {
      const given = secrets.digest(text)
      if (secrets.same(given, rootHash)) return { kind: 'root' }
      const id = idInToken(text)
      const token = id === undefined ? undefined : await store.token(id)
      return secrets.same(given, token?.hash ?? NO_HASH) ? used(token) : undefined
    },
    bearerWithId: async (id) => used(await store.token(id)),
  }
}
