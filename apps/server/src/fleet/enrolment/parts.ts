import type { Secrets } from '../access/secrets.ts'
import type { InTurn } from '../in-turn.ts'
import type { World } from '../ports.ts'
import type { Credential } from './credential.ts'
import type { Keyring } from './keyring.ts'
import type { EnrolmentStore } from './ports.ts'
import type { Strangers } from './strangers.ts'
import type { Uses } from './uses.ts'

/** Who may report as a tablet: those with a credential, or anybody who has none. */
export type AccessMode = 'enrolled' | 'open'

/** Told of every change of who may come in. */
export interface Changed {
  /** These are good for nothing from now on. */
  revoked: readonly Pick<Credential, 'id'>[]
  /** Tablets that take a secret from now on, by each of their names. */
  guarded: readonly string[]
}

/** What enrolment is made of. */
export interface EnrolmentParts {
  store: EnrolmentStore
  secrets: Secrets
  world: Pick<World, 'now'>
  keyring: Keyring
  uses: Uses
  strangers: Strangers
  /** Every name of a tablet: what is good for one of them is good for all. */
  namesOf(tablet: string): readonly string[]
  /** Has anybody ever reported by this name? */
  hasReported(tablet: string): boolean
  inTurn: InTurn
  tell(changed: Changed): void
}
