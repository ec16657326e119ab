import type { Generated } from 'kysely'

/** The tables as they are after the last migration. Times are milliseconds since the epoch, flags 0 or 1. */
export interface Tables {
  releases: ReleaseRow
  environments: EnvironmentRow
  tablets: TabletRow
  events: EventRow
  sinks: SinkRow
  deliveries: DeliveryRow
}

export interface ReleaseRow {
  version: string
  /** JSON. */
  manifest: string
  notes: string | null
  commit: string | null
  bytes: number
  files: number
  published_at: number
  /** When it was last made current. */
  current_at: number | null
  /** When it was blocked; NULL while it is not. */
  blocked_at: number | null
  /** Names the further try its last unblocking allows. */
  retry: string | null
  /** JSON: the oldest engines it runs in. */
  engines: string | null
}

export interface EnvironmentRow {
  name: string
  current: string | null
  force: number
  retry: string | null
  changed_at: number | null
  notes: string | null
  /** What tablets are ordered to do, and the name of that order; both or none. */
  directive: string | null
  directive_id: string | null
}

export interface TabletRow {
  id: string
  environment: string
  release: string
  release_since: number
  phase: string
  target: string | null
  progress: number | null
  error: string | null
  error_detail: string | null
  error_target: string | null
  error_at: number | null
  rollback_code: string | null
  rollback_target: string | null
  first_seen: number
  last_seen: number
  online: number
  /** JSON: what stops it. */
  stuck: string | null
  /** JSON: what it reloaded for in vain. */
  reloads: string | null
  without_worker: string | null
  /** JSON. */
  engine: string | null
}

export interface EventRow {
  seq: Generated<number>
  at: number
  type: string
  environment: string | null
  subject_kind: string
  subject_id: string
  /** JSON. */
  data: string
}

interface SinkRow {
  name: string
  /** The event it has read last. */
  seq: number
}

export interface DeliveryRow {
  id: string
  sink: string
  event: number
  /** JSON. */
  notice: string
  made_at: number
  phase: string
  attempts: number
  /** Of one that waits. */
  next_at: number | null
  /** Of one that was sent or given up. */
  ended_at: number | null
  detail: string | null
}
