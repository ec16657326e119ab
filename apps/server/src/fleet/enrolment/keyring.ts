import type { Credential, CredentialKind } from './credential.ts'

/** The credentials in force, in memory: whether a check-in has a good secret is asked hundreds of times a second. */
export interface Keyring {
  /** Those under any of these names. */
  of(kind: CredentialKind, names: Iterable<string>): Credential[]
  put(credential: Credential): void
  drop(credential: Pick<Credential, 'id' | 'kind' | 'name'>): void
}

/** @param known all that there are; those that are revoked are left out */
export function createKeyring(known: Iterable<Credential>): Keyring {
  const rings = new Map<string, Credential[]>()
  const keyOf = ({ kind, name }: Pick<Credential, 'kind' | 'name'>) => `${kind} ${name}`

  const drop: Keyring['drop'] = (credential) => {
    const left = rings.get(keyOf(credential))?.filter(({ id }) => id !== credential.id) ?? []
    if (left.length > 0) rings.set(keyOf(credential), left)
    else rings.delete(keyOf(credential))
  }
  const put: Keyring['put'] = (credential) => {
    drop(credential)
    rings.set(keyOf(credential), [...(rings.get(keyOf(credential)) ?? []), credential])
  }
  for (const credential of known) if (credential.revokedAt === undefined) put(credential)

  return {
    of(kind, names) {
      const found: Credential[] = []
      for (const name of names) found.push(...(rings.get(`${kind} ${name}`) ?? []))
      return found
    },
    put,
    drop,
  }
}
