/** Whether a tablet is there, as far as the server heard of it. */
export type Presence = 'online' | 'offline' | 'stale' | 'never-seen'

/** A tablet: what people know of it, what it reports, and what the server makes of both. Times are ISO 8601. */
export interface TabletRow {
  id: string
  name?: string
  group?: string
  tags?: string[]
  notes?: string
  /** The release it stays on, whatever is deployed. */
  pin?: string
  environment: string
  /** Absent while it has never reported. */
  release?: string
  releaseSince?: string
  desired?: string
  /** Why it should run `desired`. */
  why?: { because: string; deployment?: string; wave?: number; until?: string }
  phase?: string
  target?: string
  progress?: number
  error?: { code: string; detail?: string; target?: string; at: string }
  /** A release cannot come to it; without `target`, the one it has does not start. */
  stuck?: { code?: string; detail?: string; target?: string; since: string }
  /** Why it has no worker that stores releases. */
  withoutWorker?: string
  engine?: { name: string; version: number }
  assignment?: AssignmentRow
  /** How the last release patch did that it tried, to make `version`. */
  patch?: { version: string; from?: string; outcome: string }
  /** What is done because it does not come to its release, in short. */
  ladder?: { phase: string; reason?: string; rung?: string }
  firstSeen?: string
  lastSeen?: string
  online?: boolean
  presence?: Presence
  /** Ids it had before; only of one tablet. */
  aliases?: string[]
}

/** What a tablet makes of a deployment. */
export interface AssignmentRow {
  deployment: string
  wave?: number
  state: string
  since: string
  attempts: number
  code?: string
  detail?: string
}

/** How many tablets there are of each kind. */
export interface TabletSummary {
  count: number
  presence: { online: number; offline: number; stale: number; neverSeen: number }
  stuck: number
  /** They need somebody to go there; absent from a server that does not tell. */
  hands?: number
  behind: number
  releases: { release: string; count: number }[]
  groups: { group: string; count: number }[]
  tags: { tag: string; count: number }[]
  /** Why those that are stuck are. */
  reasons: { code: string; count: number }[]
}

/** A release that was published. */
export interface ReleaseRow {
  version: string
  publishedAt: string
  bytes: number
  files: number
  notes?: string
  /** The oldest engines it runs in. */
  engines?: Record<string, number>
  /** Since when it must not run. */
  blockedAt?: string
}

/** What a fleet should run. */
export interface EnvironmentRow {
  name: string
  current?: string
  /** The deployment that made it so. */
  deployment?: string
  force: boolean
  /** The release its tablets are told: another than `current` while that one is blocked. */
  desired?: string
  directive?: { do: string; id: string }
  changedAt?: string
}
