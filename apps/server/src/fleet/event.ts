/** What can happen to a fleet. */
export type EventType =
  | 'release-published'
  | 'release-current'
  | 'release-blocked'
  | 'release-unblocked'
  | 'directive-given'
  | 'directive-withdrawn'
  | 'tablet-new'
  | 'tablet-release'
  | 'tablet-rolled-back'
  | 'tablet-error'
  | 'tablet-stuck'
  | 'token-created'
  | 'token-revoked'
  | 'signed-in'
  | 'sign-in-refused'

/** What an event is about. */
export interface Subject {
  kind: 'release' | 'environment' | 'tablet' | 'token'
  id: string
}

/** Something that happened, before the log gave it its place. */
export interface NewEvent {
  at: number
  type: EventType
  environment?: string
  /** Who did it, as `actorOf` says it; absent for what nobody did by a call. */
  actor?: string
  subject: Subject
  data: Record<string, string | number | boolean>
}

/** A line of the append-only log; `seq` only ever grows. */
export interface FleetEvent extends NewEvent {
  seq: number
}
