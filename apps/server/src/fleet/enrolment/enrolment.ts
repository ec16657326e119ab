import type { Secrets } from '../access/secrets.ts'
import { createTurns } from '../in-turn.ts'
import type { World } from '../ports.ts'
import { type Admitting, createAdmitting } from './admitting.ts'
import { type Codes, createCodes } from './codes.ts'
import { type Credentials, createCredentials } from './credentials.ts'
import { createEnrolling, type Enrolling } from './enrolling.ts'
import { createIssuing } from './issuing.ts'
import { createKeyring } from './keyring.ts'
import type { AccessMode, Changed, EnrolmentParts } from './parts.ts'
import type { EnrolmentStore } from './ports.ts'
import { createProof } from './proof.ts'
import { createRefusals } from './refusals.ts'
import { createReturning, type Returning } from './returning.ts'
import { createSigningIn, type SigningIn } from './signing-in.ts'
import { createStrangers, type Stranger } from './strangers.ts'
import { createUses } from './uses.ts'

/** Which tablets, kiosk apps and programs may come in, and how they come to what they sign in with. */
export interface Enrolment extends Admitting, SigningIn, Enrolling, Returning, Codes, Credentials {
  readonly mode: AccessMode
  /** New tablets may let themselves in by the key of the site. */
  readonly hasSiteKey: boolean
  /** Those who check in and are not let in, the last one seen first. */
  strangers(): Stranger[]
  /** Be told of every change of who may come in. */
  onChange(told: (changed: Changed) => void): void
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/** How tablets come in. */
export interface EnrolmentRules {
  mode: AccessMode
  /** Absent = codes only. */
  siteKey?: string
}

/**
 * Bring enrolment to life from its store. One process owns the store, so memory is never behind it.
 *
 */
export async function createEnrolment(
  {
    store,
    secrets,
    world,
    namesOf,
    hasReported,
  }: {
    store: EnrolmentStore
    secrets: Secrets
    world: Pick<World, 'now'>
    namesOf: EnrolmentParts['namesOf']
    hasReported: EnrolmentParts['hasReported']
  },
  { mode, siteKey }: EnrolmentRules,
): Promise<Enrolment> {
  const told: ((changed: Changed) => void)[] = []
  const keyring = createKeyring(await store.credentials())
  const uses = createUses(store, keyring)
  const strangers = createStrangers(hasReported)
  const parts: EnrolmentParts = {
    store,
    secrets,
    world,
    keyring,
    uses,
    strangers,
    namesOf,
    hasReported,
    inTurn: createTurns(),
    tell: (changed) => {
      for (const tell of told) tell(changed)
    },
  }
  const proof = createProof(parts)
  const issuing = createIssuing(parts)
  return {
    mode,
    hasSiteKey: siteKey !== undefined,
    ...createAdmitting(parts, proof, mode),
    ...createSigningIn(parts, proof),
    ...createEnrolling(parts, proof, issuing, createRefusals(store, world), siteKey),
    ...createReturning(parts, proof),
    ...createCodes(parts),
    ...createCredentials(parts, proof, issuing),
    strangers: strangers.all,
    onChange: (tell) => void told.push(tell),
    flush: uses.flush,
  }
}
