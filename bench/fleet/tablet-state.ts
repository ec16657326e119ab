import type { News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Slots } from '@relevo/core/slots'
import type { UpdateState } from '@relevo/core/update'

/** One simulated tablet: the worker's record, which survives everything, and the page, which survives nothing. */
export interface TabletState {
  slots: Slots
  /** Absent while the tablet is off, or on its way from one page to the next. */
  page?: Page
  /** The release that the network answers with, as far as the tablet knows. */
  network: Version
  /** Trials so far; each has a token of its own. */
  trials: number
}

export interface Page {
  update: UpdateState
  /** Set when this page was served a trial. */
  token?: string
  /** The person was asked and will answer. */
  asked: boolean
}

/** What happens to a tablet. */
export type Happening =
  /** A page is there: at switching on, and after each reload. */
  | { type: 'opened' }
  /** Power, network or browser is gone. */
  | { type: 'closed' }
  /** The page's program has had its time. */
  | { type: 'started' }
  | { type: 'news'; news: News }
  /** So much of the download's time is over; milliseconds. */
  | { type: 'downloading'; target: Version; loaded: number; total: number }
  | { type: 'answered' }
  | { type: 'wake' }
  /** The worker's watchdog looks up. */
  | { type: 'expired'; token: string }

/** What the tablet does about it. */
export type Deed =
  /** Let this happen to the same page, `in` milliseconds from now. */
  | { do: 'later'; in: number; happening: Happening }
  /** Leave the page; the next one is opened `in` milliseconds from now. */
  | { do: 'reload'; in: number }
  /** Check in at once, and say what changed. */
  | { do: 'look' }

/** A tablet that runs a release, confirmed and stored, and is off. */
export function settledOn(release: Version): TabletState {
  return { slots: { phase: 'settled', active: release, failed: {} }, network: release, trials: 0 }
}
