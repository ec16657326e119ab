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
  | 'webhook-received'

/** What an event is about. */
export interface Subject {
  kind: 'release' | 'environment' | 'tablet' | 'webhook'
  id: string
}

/** Something that happened, before the log gave it its place. */
export interface NewEvent {
  at: number
  type: EventType
  environment?: string
  subject: Subject
  data: Record<string, string | number | boolean>
}

/** A line of the append-only log; `seq` only ever grows. */
export interface FleetEvent extends NewEvent {
  seq: number
}
