import type { Generated } from 'kysely'
import type { DeployEvent } from '../fleet/webhooks/delivery.ts'

/** The tables as they are after the last migration. Times are milliseconds since the epoch, flags 0 or 1. */
export interface Tables {
  releases: ReleaseRow
  environments: EnvironmentRow
  tablets: TabletRow
  cards: CardRow
  tablet_aliases: AliasRow
  tablet_groups: GroupRow
  events: EventRow
  event_mentions: EventMentionRow
  release_samples: ReleaseSampleRow
  former_releases: FormerReleaseRow
  deployments: DeploymentRow
  deployment_checks: DeploymentCheckRow
  deployment_output: DeploymentOutputRow
  assignments: AssignmentRow
  tokens: TokenRow
  sessions: SessionRow
  credentials: CredentialRow
  enrolment_codes: EnrolmentCodeRow
  sinks: SinkRow
  deliveries: DeliveryRow
  webhook_deliveries: WebhookDeliveryRow
  webhook_lines: WebhookLineRow
  alerts: AlertRow
  alert_lanes: AlertLaneRow
  kiosks: KioskRow
  ladders: LadderRow
  patches: PatchRow
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
  /** The deployment that made `current` the current one. */
  deployment: string | null
}

/** A release that was current in an environment, and when it last became so. */
interface FormerReleaseRow {
  environment: string
  version: string
  current_at: number
}

export interface DeploymentRow {
  id: string
  environment: string
  version: string
  trigger: string
  force: number
  retry: number
  notes: string | null
  commit: string | null
  ref: string | null
  user: string | null
  key: string | null
  at: number
  started_at: number | null
  finished_at: number | null
  previous_version: string | null
  previous_deployment: string | null
  /** The public word for `state`. */
  status: string
  phase: string
  /** JSON. */
  state: string
  /** JSON: how it spreads; NULL for everybody at once. */
  plan: string | null
  /** Not before. */
  start_at: number | null
  /** 1 while it holds its environment. */
  running: number
  revision: number
}

/** How far a deployment has come on a tablet. */
export interface AssignmentRow {
  deployment: string
  tablet: string
  wave: number
  phase: string
  /** When it came there. */
  since: number
  /** JSON. */
  state: string
}

interface DeploymentCheckRow {
  seq: Generated<number>
  deployment: string
  /** JSON. */
  seen: string
}

export interface DeploymentOutputRow {
  seq: Generated<number>
  deployment: string
  at: number
  step: string
  stream: string
  text: string
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
  /** JSON: how the last patch did that it tried. */
  patch: string | null
}

/** What people say of a tablet. */
export interface CardRow {
  id: string
  environment: string | null
  name: string | null
  group: string | null
  /** JSON. */
  tags: string
  notes: string | null
  pin: string | null
}

/** Another name of a tablet. */
export interface AliasRow {
  id: string
  tablet: string
  /** JSON: what was known by that name, when a page claimed it. */
  kept: string | null
}

export interface GroupRow {
  name: string
  /** JSON. */
  window: string | null
  notes: string | null
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
  actor: string | null
}

/** A deployment or release that an event is about or names. */
interface EventMentionRow {
  kind: string
  id: string
  seq: number
}

/** How many tablets of an environment reported a release at a time; an empty release stands for those that were offline. */
export interface ReleaseSampleRow {
  environment: string
  at: number
  release: string
  tablets: number
}

export interface TokenRow {
  id: string
  name: string
  /** JSON. */
  scopes: string
  /** SHA-256 of the token, which is nowhere. */
  hash: string
  created_at: number
  created_by: string
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

export interface SessionRow {
  /** SHA-256 of the session's id, which only the browser has. */
  hash: string
  /** The token it was begun with, or the seal of the server's own: one of both. */
  token_id: string | null
  root_seal: string | null
  created_at: number
  expires_at: number
}

export interface CredentialRow {
  id: string
  kind: string
  name: string
  /** SHA-256 of the secret, which only its owner has. */
  hash: string
  created_at: number
  created_by: string
  last_used_at: number | null
  revoked_at: number | null
}

export interface EnrolmentCodeRow {
  id: string
  /** SHA-256 of the code, which is nowhere. */
  hash: string
  tablet: string | null
  uses: number
  used: number
  created_at: number
  created_by: string
  expires_at: number
  withdrawn_at: number | null
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

/** An alert that fired. */
export interface AlertRow {
  id: string
  rule: string
  environment: string
  since: number
  fired_at: number
  /** NULL while it fires. */
  resolved_at: number | null
  /** JSON: when, by whom and with which note. */
  acknowledged: string | null
  /** JSON: what was measured last. */
  reading: string
}

/** Where one rule stands in one environment. */
export interface AlertLaneRow {
  rule: string
  environment: string
  /** JSON. */
  state: string
  /** The alert that it made last. */
  alert: string | null
}

/** A kiosk app on a device. */
export interface KioskRow {
  id: string
  standing: string
  app: string
  name: string | null
  /** Where it is on the broker. */
  base: string | null
  device: string | null
  rest_url: string | null
  /** Sealed by a key that is not in the database. */
  secret: string | null
  /** JSON: its tablet, and what says so. */
  link: string | null
  /** JSON: what it says of itself. */
  facts: string
  found_by: string | null
  client_id: string | null
  since: number
  last_heard: number | null
}

/** What is done to bring a tablet back. */
interface LadderRow {
  tablet: string
  environment: string
  /** JSON. */
  state: string
}

/** What is known of the patch between two lists. */
interface PatchRow {
  from_list: string
  to_list: string
  from_version: string | null
  to_version: string
  phase: string
  /** JSON. */
  state: string
  at: number
}
