import type { Generated } from 'kysely'
import type { DeployEvent } from '../fleet/webhooks/delivery.ts'

/** The tables as they are after the last migration. Times are milliseconds since the epoch, flags 0 or 1. */
export interface Tables {
  releases: ReleaseRow
  environments: EnvironmentRow
  tablets: TabletRow
  events: EventRow
  webhook_deliveries: WebhookDeliveryRow
  webhook_lines: WebhookLineRow
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

interface WebhookDeliveryRow {
  id: string
  event: string
  environment: string | null
  /** JSON. */
  answer: string
  at: number
}

interface WebhookLineRow {
  environment: string
  event: DeployEvent
  branch: string
  head: string
  newest: number
  since: number
}
