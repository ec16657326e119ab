import { RelevoError } from '@relevo/core/errors'
import { actorOf, type Caller } from '../access/caller.ts'
import { type Credential, type CredentialKind, type ListedCredential, listed } from './credential.ts'
import { credentialEvent } from './events.ts'
import type { Issuing } from './issuing.ts'
import type { EnrolmentParts } from './parts.ts'
import type { Proof } from './proof.ts'

/** What a person asks a credential for. */
interface CredentialOrder {
  kind: CredentialKind
  name: string
  /** Take the place of the one there is. */
  replace: boolean
}

/** Credentials are made, listed and revoked, never changed. */
export interface Credentials {
  /**
   * Make a credential. `secret` is shown once; nobody can ask for it again.
   *
   * @throws RelevoError `credential-exists` when there is one and it shall not be replaced
   */
  createCredential(order: CredentialOrder, by: Caller): Promise<{ secret: string; credential: ListedCredential }>
  /** Latest first, with those that are revoked. */
  credentials(): Promise<ListedCredential[]>
  /**
   * Make a credential good for nothing from now on; lines that are open with it are cut.
   *
   * @returns `duplicate` when it was revoked before
   * @throws RelevoError `credential-unknown`
   */
  revokeCredential(id: string, by: Caller): Promise<{ credential: ListedCredential; duplicate: boolean }>
  /**
   * A tablet is forgotten: whatever it had under any of its names is revoked.
   *
   * @returns whether there was something
   */
  dropTablet(tablet: string, actor: string | undefined): Promise<boolean>
  /** A kiosk is forgotten: what its app signs in with is revoked, so that it is of no use when its id is given again. */
  dropKiosk(kiosk: string, actor: string | undefined): Promise<void>
}

export function createCredentials(parts: EnrolmentParts, proof: Proof, issuing: Issuing): Credentials {
  const { store, keyring, inTurn, uses, world } = parts
  const inForce = (kind: CredentialKind, name: string) =>
    kind === 'tablet' ? proof.ofTablet(name) : keyring.of(kind, [name])

  return {
    createCredential: ({ kind, name, replace }, by) =>
      inTurn(async () => {
        const replaced = inForce(kind, name)
        if (replaced.length > 0 && !replace) throw new RelevoError('credential-exists', `${kind} ${name}`)
        const createdBy = actorOf(by)
        const event = (made: Credential) => credentialEvent('credential-created', made, made.createdAt, createdBy)
        const issued = await issuing.issue({ kind, name, createdBy, replaced, event })
        if (!issued) throw new Error('only a code can stand in the way of a credential')
        return { secret: issued.secret, credential: listed(issued.credential) }
      }),
    async credentials() {
      await uses.flush()
      return (await store.credentials()).map(listed)
    },
    revokeCredential: (id, by) =>
      inTurn(async () => {
        const known = (await store.credentials()).find((one) => one.id === id)
        if (!known) throw new RelevoError('credential-unknown', id)
        if (known.revokedAt !== undefined) return { credential: listed(known), duplicate: true }
        await issuing.revoke([known], actorOf(by), 'by-hand')
        return { credential: listed({ ...known, revokedAt: world.now() }), duplicate: false }
      }),
    dropTablet: (tablet, actor) =>
      inTurn(async () => {
        const found = proof.ofTablet(tablet)
        await issuing.revoke(found, actor, 'forgotten')
        return found.length > 0
      }),
    dropKiosk: (kiosk, actor) => inTurn(() => issuing.revoke(keyring.of('kiosk', [kiosk]), actor, 'forgotten')),
  }
}
