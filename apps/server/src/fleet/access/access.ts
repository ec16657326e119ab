import type { World } from '../ports.ts'
import { createAuthentication } from './authentication.ts'
import type { TokenBearer } from './caller.ts'
import { createIssuing, type Issuing } from './issuing.ts'
import type { AccessStore } from './ports.ts'
import type { Secrets } from './secrets.ts'
import { createSigningIn, type SigningIn } from './signing-in.ts'
import { createStillGood, type StillGood } from './still-good.ts'

/** Who may come in, and as whom. */
export interface Access extends Issuing, SigningIn, StillGood {
  /** Whose token this is; `undefined` for one that is unknown, expired, revoked or none at all. */
  authenticate(token: string): Promise<TokenBearer | undefined>
}

/**
 * The door of the server.
 *
 * @param root the server's own token, which may do everything
 * @example const { text } = await access.createToken({ name: 'ci', scopes: ['release', 'notify'] }, { kind: 'root' })
 */
export function createAccess(
  { store, secrets, world }: { store: AccessStore; secrets: Secrets; world: Pick<World, 'now' | 'warn'> },
  root: string,
): Access {
  const authentication = createAuthentication(store, secrets, world, root)
  return {
    authenticate: authentication.bearerOf,
    ...createIssuing(store, secrets, world),
    ...createSigningIn(store, secrets, world, authentication),
    ...createStillGood(store, world),
  }
}
