/** A tablet, as it reports itself. */
export interface TabletRow {
  id: string
  environment: string
  release: string
  releaseSince: string
  desired?: string
  phase: string
  target?: string
  progress?: number
  error?: { code: string; detail?: string; target?: string; at: string }
  /** A release cannot come to it; without `target`, the one it has does not start. */
  stuck?: { code?: string; detail?: string; target?: string; since: string }
  /** Why it has no worker that stores releases. */
  withoutWorker?: string
  engine?: { name: string; version: number }
  lastSeen: string
  online: boolean
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
