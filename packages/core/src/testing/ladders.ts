import type { KioskSight, LadderRules, PageSight, Sight } from '../ladder/index.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** What ladders keep to by default, with the usual poll. */
export const RULES: LadderRules = { after: 15 * MINUTE, perDay: 12, poll: 5 * MINUTE }

/** A kiosk app that can do everything, and is there. */
export const KIOSK: KioskSight = {
  app: 'wallpanel-pro',
  isSaid: true,
  can: ['wake', 'reload', 'clearCache', 'eval', 'url', 'relaunch', 'restart'],
  isOnline: true,
  isElsewhere: false,
  address: 'http://panel.local/?tablet=lobby-1&v=r2',
}

/** A page that runs r1 and was heard just now, but for what a test says. */
export function page(but: Partial<PageSight> = {}): PageSight {
  return { release: 'r1', phase: 'current', hasFailedHere: false, isTooOld: false, isThere: true, heardAt: 0, ...but }
}

/** A tablet that should run r2 and reports r1, in a kiosk app that can do everything, but for what a test says. */
export function sight(but: Partial<Sight> = {}): Sight {
  return {
    desired: 'r2',
    page: page(),
    kiosk: KIOSK,
    isUnderWay: false,
    canPurge: true,
    isCrowded: false,
    ...but,
  }
}

/** A page that nobody hears, in a kiosk app that says it is online. */
export const SILENT: Sight = sight({ page: page({ isThere: false }) })
/** A page that runs what it should. */
export const RIGHT: Sight = sight({ page: page({ release: 'r2' }) })
