/** What can happen to a fleet. */
export const EVENT_TYPES = [
  'release-published',
  'release-current',
  'release-blocked',
  'release-unblocked',
  'directive-given',
  'directive-withdrawn',
  'tablet-new',
  'tablet-moved',
  'tablet-release',
  'tablet-rolled-back',
  'tablet-error',
  'tablet-stuck',
  'tablet-changed',
  'tablet-renamed',
  'tablet-parted',
  'tablet-merged',
  'tablet-forgotten',
  'tablets-imported',
  'group-changed',
  'deployment-requested',
  'deployment-approved',
  'deployment-denied',
  'deployment-started',
  'deployment-succeeded',
  'deployment-failed',
  'deployment-rolling-back',
  'deployment-rolled-back',
  'deployment-rollback-failed',
  'deployment-superseded',
  'deployment-checked',
  'alert-fired',
  'alert-resolved',
  'alert-acknowledged',
  'alert-silenced',
  'deployment-scheduled',
  'deployment-paused',
  'deployment-resumed',
  'deployment-promoted',
  'deployment-retried',
  'preview-ready',
  'wave-opened',
  'wave-baking',
  'wave-passed',
  'wave-gated',
  'wave-inconclusive',
  'brake-engaged',
  'brake-released',
  'tablet-ordered',
  'assignment-failed',
  'token-created',
  'token-revoked',
  'signed-in',
  'sign-in-refused',
  'webhook-received',
  'tablet-enrolled',
  'enrolment-refused',
  'credential-created',
  'credential-revoked',
  'code-made',
  'code-withdrawn',
  'kiosk-found',
  'kiosk-added',
  'kiosk-changed',
  'kiosk-linked',
  'kiosk-unlinked',
  'kiosk-forgotten',
  'kiosk-commanded',
  'ladder-rung',
  'ladder-recovered',
  'ladder-needs-hands',
  'ladder-ordered',
  'kiosk-command-failed',
  'patch-failed',
  'patch-withdrawn',
  'storm-passed',
] as const

/** One of `EVENT_TYPES`. */
export type EventType = (typeof EVENT_TYPES)[number]

/** What an event is about. */
export interface Subject {
  kind:
    | 'release'
    | 'environment'
    | 'tablet'
    | 'deployment'
    | 'token'
    | 'webhook'
    | 'alert'
    | 'table'
    | 'group'
    | 'credential'
    | 'code'
    | 'kiosk'
    | 'server'
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
