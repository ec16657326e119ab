import type { EventType, NewEvent } from '../event.ts'
import type { EnrolmentCode } from './code.ts'
import type { Credential } from './credential.ts'

/** Why a credential is good for nothing any more. */
export type Reason = 'by-hand' | 'replaced' | 'forgotten'

/** What happens to a credential stands in its tablet's history; where it is no tablet's, in its own. */
export function credentialEvent(
  type: Extract<EventType, 'credential-created' | 'credential-revoked'>,
  { id, kind, name }: Pick<Credential, 'id' | 'kind' | 'name'>,
  at: number,
  actor: string | undefined,
  more: { why?: Reason } = {},
): NewEvent {
  const subject = kind === 'tablet' ? ({ kind, id: name } as const) : ({ kind: 'credential', id } as const)
  return { at, type, ...(actor !== undefined && { actor }), subject, data: { credential: id, kind, name, ...more } }
}

export function codeEvent(
  type: Extract<EventType, 'code-made' | 'code-withdrawn'>,
  { id, tablet, uses, expiresAt }: EnrolmentCode,
  at: number,
  actor: string,
): NewEvent {
  const until = new Date(expiresAt).toISOString()
  return { at, type, actor, subject: { kind: 'code', id }, data: { uses, until, ...(tablet && { tablet }) } }
}
