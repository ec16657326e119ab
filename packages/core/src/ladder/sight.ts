import type { TabletCode } from '../errors/codes.ts'
import type { App } from '../kiosk/app.ts'
import type { Deed } from '../kiosk/command.ts'
import type { Phase } from '../protocol/report.ts'
import type { Version } from '../release/version.ts'

/** All that is known of one tablet at one moment, as far as the ladder asks. Times are milliseconds since the epoch. */
export interface Sight {
  /** The release it should run; that which it runs where it is to stay on it. Absent while nothing is current. */
  desired?: Version | undefined
  /** What its page says; absent while it was never heard of. */
  page?: PageSight | undefined
  /** The kiosk app it runs in; absent while none is linked to it. */
  kiosk?: KioskSight | undefined
  /**
   * Absent while nothing that is in force lets it in. `kept`: it has a secret, which a wiped storage would take from it; `lost`:
   * its page is there, and not heard because it came without.
   */
  secret?: 'kept' | 'lost' | undefined
  /** It is on its way in a wave, which has deadlines of its own. */
  isUnderWay: boolean
  /** A directive can be given to it alone: it has a worker, as far as is known, and its environment has no directive. */
  canPurge: boolean
  /** Until when nothing may be done that people see or hear; absent while it may. */
  quietUntil?: number | undefined
  /** Whether the release can be had now; absent while nobody has looked, or could. */
  isServed?: boolean | undefined
  /** As many others are being climbed for as may at once. */
  isCrowded: boolean
}

/** What the page of a tablet said last. */
export interface PageSight {
  release: Version
  phase: Phase
  target?: Version | undefined
  /** Share of the download, 0 to 100. */
  progress?: number | undefined
  /** Why the release that it should run cannot come, or does not start. */
  stuck?: { code?: TabletCode | undefined } | undefined
  /** Why it tries again by itself. */
  backingOffFor?: TabletCode | undefined
  /** It went back from the release that it should run, and remembers that. */
  hasFailedHere: boolean
  /** Its engine is too old for the release that it should run, as far as is known. */
  isTooOld: boolean
  /** It was heard within two polls, and its line has not broken since. */
  isThere: boolean
  heardAt: number
}

/** What the kiosk app of a tablet says of itself. */
export interface KioskSight {
  app: App
  /** Its id, where it is only guessed to be that of this tablet: it may be the app of another wall, and is told nothing. */
  guessed?: string | undefined
  /** A person said that the tablet runs in it. A code that lets a tablet in goes to no other: what an app shows it can make up. */
  isSaid?: boolean | undefined
  can: readonly Deed[]
  /** Absent while it is not known. */
  isOnline?: boolean | undefined
  /** It shows an address that is not the app's. */
  isElsewhere: boolean
  /** The address it shows, for people. */
  shows?: string | undefined
  /** Where to lead it, with the id of its tablet and a query that no cache knows; absent while no address is known. */
  address?: string | undefined
}
