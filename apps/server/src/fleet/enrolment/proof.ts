import type { Credential } from './credential.ts'
import type { EnrolmentParts } from './parts.ts'

/** Tells whose secret it is. */
export interface Proof {
  /** Those of a tablet that are in force, under whichever of its names they were made. */
  ofTablet(tablet: string): Credential[]
  /** The one of these that a secret belongs to; its use is noted. */
  among(credentials: readonly Credential[], secret: string | undefined): Credential | undefined
}

export function createProof({
  secrets,
  world,
  keyring,
  uses,
  namesOf,
}: Pick<EnrolmentParts, 'secrets' | 'world' | 'keyring' | 'uses' | 'namesOf'>): Proof {
  return {
    ofTablet: (tablet) => keyring.of('tablet', namesOf(tablet)),
    among(credentials, secret) {
      if (secret === undefined || credentials.length === 0) return undefined
      const given = secrets.digest(secret)
      const found = credentials.find(({ hash }) => secrets.same(given, hash))
      if (found) uses.note(found, world.now())
      return found
    },
  }
}
