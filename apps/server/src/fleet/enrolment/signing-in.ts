import { type Credential, subjectsOf } from './credential.ts'
import type { EnrolmentParts } from './parts.ts'
import type { Proof } from './proof.ts'

/** Who signs in over a line that stays open. */
export interface SigningIn {
  /** Whose credential this is, by user name and secret; `undefined` for one that is wrong or revoked. */
  signIn(user: string, secret: string): Credential | undefined
  /** Is it still in force? */
  isGood(credential: Pick<Credential, 'id' | 'kind' | 'name'>): boolean
}

export function createSigningIn({ keyring }: Pick<EnrolmentParts, 'keyring'>, proof: Proof): SigningIn {
  return {
    signIn(user, secret) {
      const credentials = subjectsOf(user).flatMap(({ kind, name }) =>
        kind === 'tablet' ? proof.ofTablet(name) : keyring.of(kind, [name]),
      )
      return proof.among(credentials, secret)
    },
    isGood: ({ id, kind, name }) => keyring.of(kind, [name]).some((one) => one.id === id),
  }
}
