import type { TabletCode } from '@relevo/core/errors'
import type { Phase } from '@relevo/core/protocol'
import type { Engine, Version } from '@relevo/core/release'
import type { TriedPatch } from './packing/tried-patch.ts'
import type { Reloads } from './reload-budget.ts'
import type { Stuck } from './stuck.ts'

/** What is known of one tablet, all of it from its own reports. */
export interface Tablet {
  id: string
  environment: string
  /** The release it reports, never the one it was told to run. */
  release: Version
  releaseSince: number
  phase: Phase
  /** The release it is on its way to, or went back from. */
  target?: Version
  /** Share of the download, 0 to 100. */
  progress?: number
  /** The last error; it stays after the tablet got over it. */
  error?: TabletError
  /** The last rollback that was logged, until the tablet tries that release again. */
  rollback?: { code: TabletCode; target?: Version }
  /** Why its release cannot come, or does not start; absent while nothing is known to stop it. */
  stuck?: Stuck
  /** What it reloaded for in vain. */
  reloads?: Reloads
  /** Why it has no worker to store releases; absent when it has one, as far as is known. */
  withoutWorker?: TabletCode
  /** The browser engine of its last check-in. */
  engine?: Engine
  /** How the last release patch did that it tried. */
  patch?: TriedPatch
  firstSeen: number
  lastSeen: number
  /** False after its connection's last will, until it is heard again. */
  online: boolean
}

/** An error a tablet reported. */
interface TabletError {
  code: TabletCode
  detail?: string
  target?: Version
  at: number
}

/** A tablet polls this often unless told otherwise, in milliseconds. */
export const USUAL_POLL = 300_000

/**
 * Is the tablet there? It was heard within two polls, so that one lost request is no alarm, and no last will came since.
 *
 * @param poll milliseconds between two of its polls
 */
export function isOnline(tablet: Tablet, poll: number, at: number): boolean {
  return tablet.online && at - tablet.lastSeen <= 2 * poll
}
