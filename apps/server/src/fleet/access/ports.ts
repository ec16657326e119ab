import type { NewEvent } from '../event.ts'
import type { AccessToken } from './access-token.ts'
import type { Session } from './session.ts'

/** What must survive of tokens and sessions. What has an event is one transaction with it. */
export interface AccessStore {
  /** Latest first, with those that are revoked or expired. */
  tokens(): Promise<AccessToken[]>
  token(id: string): Promise<AccessToken | undefined>
  addToken(token: AccessToken, event: NewEvent): Promise<void>
  /**
   * Revoke a token and end the sessions begun with it.
   *
   * @returns false, with nothing written, when it was revoked before or is unknown
   */
  revokeToken(id: string, at: number, event: NewEvent): Promise<boolean>
  /** Note that a token was used. */
  useToken(id: string, at: number): Promise<void>
  session(hash: string): Promise<Session | undefined>
  /** Begin a session; those that expired before it began are removed. */
  addSession(session: Session, event: NewEvent): Promise<void>
  moveSession(hash: string, expiresAt: number): Promise<void>
  endSession(hash: string): Promise<void>
  /** Log what changed nothing. */
  note(event: NewEvent): Promise<void>
}
