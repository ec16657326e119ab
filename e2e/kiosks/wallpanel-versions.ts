/**
 * The WallPanels in the field: `0.11` and `0.12.0`, the last releases of the app that most tablets run; `kmb`, the fork that mends
 * crashes; WallPanel Pro on either of its engines.
 */
export type WallPanelVersion = '0.11' | '0.12.0' | 'kmb' | 'pro' | 'pro-gecko'

/** In what they differ, as far as it matters to a page. */
export interface Quirks {
  /** Reloads are swallowed: the page's own for certain, those it is told from outside in the worst case. */
  ignoresReload?: boolean
  /** Pages are loaded past the HTTP cache. */
  noCache?: boolean
  /** A new view is made when the renderer is gone. */
  survivesRenderer?: boolean
  /** It knows `restartApp`. */
  restarts?: boolean
  /** It hears of the screen: tells so, and lets the page stand still while it is off. */
  hearsScreen?: boolean
  /** A further `wake` starts the time anew, instead of being ignored. */
  wakesAnew?: boolean
  /** Its state is retained, and the last of several changes goes out as well. */
  keepsState?: boolean
  /** `clearCache` takes along what sites stored. */
  clearsSites?: boolean
}

const PRO = { restarts: true, hearsScreen: true, wakesAnew: true, keepsState: true }

export const QUIRKS: Record<WallPanelVersion, Quirks> = {
  '0.11': { ignoresReload: true },
  '0.12.0': {},
  kmb: { noCache: true, survivesRenderer: true },
  pro: PRO,
  'pro-gecko': { ...PRO, clearsSites: true },
}
