import type { World } from '../ports.ts'
import { stateOf } from './access-token.ts'
import type { Caller, TokenBearer } from './caller.ts'
import type { AccessStore } from './ports.ts'

/** Looks again at somebody who came in before, and stays. */
export interface StillGood {
  /** Would this caller be let in now? Other than a call, the question prolongs no session. */
  isStillGood(caller: Caller): Promise<boolean>
}

export function createStillGood(store: Pick<AccessStore, 'token' | 'session'>, world: Pick<World, 'now'>): StillGood {
  const isGood = async (bearer: TokenBearer) => {
    // The server's own token is another one only after a restart.
    if (bearer.kind === 'root') return true
    const token = await store.token(bearer.id)
    return token !== undefined && stateOf(token, world.now()) === 'active'
  }
  return {
    async isStillGood(caller) {
      if (caller.kind !== 'session') return isGood(caller)
      const session = await store.session(caller.hash)
      return session !== undefined && session.expiresAt > world.now() && isGood(caller.bearer)
    },
  }
}
