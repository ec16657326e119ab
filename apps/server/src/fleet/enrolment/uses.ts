import type { Credential } from './credential.ts'
import type { Keyring } from './keyring.ts'
import type { EnrolmentStore } from './ports.ts'

/** The use of a credential is noted at most this often, ms: a fleet checks in all day long. */
const USE_EVERY = 3_600_000

/** When credentials were used last: in memory at once, on disk with the next `flush`. */
export interface Uses {
  note(credential: Credential, at: number): void
  flush(): Promise<void>
}

export function createUses(store: Pick<EnrolmentStore, 'use'>, keyring: Pick<Keyring, 'put'>): Uses {
  let unwritten = new Map<string, number>()
  return {
    note(credential, at) {
      if (credential.lastUsedAt !== undefined && at - credential.lastUsedAt < USE_EVERY) return
      keyring.put({ ...credential, lastUsedAt: at })
      unwritten.set(credential.id, at)
    },
    async flush() {
      if (unwritten.size === 0) return
      const uses = unwritten
      unwritten = new Map()
      try {
        await store.use(uses)
      } catch (error) {
        unwritten = new Map([...uses, ...unwritten]) // for the next time
        throw error
      }
    },
  }
}
