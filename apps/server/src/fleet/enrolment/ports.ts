import type { NewEvent } from '../event.ts'
import type { EnrolmentCode } from './code.ts'
import type { Credential } from './credential.ts'

/** A new credential, and what makes room for it. */
export interface Issue {
  credential: Credential
  /** Ids of those that are good for nothing from then on. */
  revoked: readonly string[]
  /** The code that is used once more by it. */
  code?: string
  /** Those that were revoked before this time are removed; the log has them still. */
  forget: number
}

/** What must survive of who may come in. What has events is one transaction with them. */
export interface EnrolmentStore {
  /** Latest first, with those that are revoked. */
  credentials(): Promise<Credential[]>
  /**
   * Make a credential, and revoke those it takes the place of.
   *
   * @returns false, with nothing written, when the code is no longer good at that time
   */
  issue(issue: Issue, events: readonly NewEvent[]): Promise<boolean>
  /** Revoke credentials that are in force. */
  revoke(ids: readonly string[], at: number, events: readonly NewEvent[]): Promise<void>
  /** Note when credentials were used last. */
  use(uses: ReadonlyMap<string, number>): Promise<void>
  /** Latest first. */
  codes(): Promise<EnrolmentCode[]>
  codeWithHash(hash: string): Promise<EnrolmentCode | undefined>
  /** Make a code; those that had expired before `forget` are removed. */
  addCode(code: EnrolmentCode, forget: number, event: NewEvent): Promise<void>
  /** @returns false, with nothing written, when it was withdrawn before or is unknown */
  withdrawCode(id: string, at: number, event: NewEvent): Promise<boolean>
  /** Log what changed nothing. */
  note(event: NewEvent): Promise<void>
}
