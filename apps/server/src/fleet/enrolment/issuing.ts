import type { NewEvent } from '../event.ts'
import type { Credential, CredentialKind } from './credential.ts'
import { credentialEvent, type Reason } from './events.ts'
import type { EnrolmentParts } from './parts.ts'
import { drawSecret } from './secret.ts'

/** How long a credential is listed after it was revoked, ms. */
const REMEMBERED = 90 * 24 * 3_600_000

/** What is issued, and what comes of it. */
interface Order {
  kind: CredentialKind
  name: string
  /** As `Credential` has it. */
  createdBy: string
  /** Those it takes the place of. */
  replaced: readonly Credential[]
  code?: string
  event(credential: Credential): NewEvent
}

/** Gives out and takes back: first on disk, then in memory, then everybody concerned is told. */
export interface Issuing {
  /** @returns the secret, which is nowhere else; `undefined`, with nothing changed, when the code is good no more */
  issue(order: Order): Promise<{ secret: string; credential: Credential } | undefined>
  /** @param actor absent when nobody asked for it by a call */
  revoke(credentials: readonly Credential[], actor: string | undefined, why: Reason): Promise<void>
}

export function createIssuing({ store, secrets, world, keyring, tell, strangers, namesOf }: EnrolmentParts): Issuing {
  return {
    async issue({ kind, name, createdBy, replaced, code, event }) {
      const at = world.now()
      const secret = drawSecret(kind, secrets)
      const id = secrets.digest(secrets.draw()).slice(0, 16)
      const credential: Credential = { id, kind, name, hash: secrets.digest(secret), createdAt: at, createdBy }
      const gone = replaced.map((one) => credentialEvent('credential-revoked', one, at, undefined, { why: 'replaced' }))
      const revoked = replaced.map((one) => one.id)
      const issue = { credential, revoked, forget: at - REMEMBERED, ...(code !== undefined && { code }) }
      const isWritten = await store.issue(issue, [...gone, event(credential)])
      if (!isWritten) return undefined
      for (const one of replaced) keyring.drop(one)
      keyring.put(credential)
      if (kind === 'tablet') strangers.forget(namesOf(name))
      tell({ revoked: replaced, guarded: kind === 'tablet' ? namesOf(name) : [] })
      return { secret, credential }
    },
    async revoke(credentials, actor, why) {
      if (credentials.length === 0) return
      const at = world.now()
      const ids = credentials.map(({ id }) => id)
      const events = credentials.map((one) => credentialEvent('credential-revoked', one, at, actor, { why }))
      await store.revoke(ids, at, events)
      for (const one of credentials) keyring.drop(one)
      tell({ revoked: credentials, guarded: [] })
    },
  }
}
