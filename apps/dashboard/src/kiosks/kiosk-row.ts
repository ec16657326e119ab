import type { App, Deed, Way } from '@relevo/core/kiosk'

/** How sure it is that a tablet runs in a kiosk, and what that rests on. */
interface ClaimRow {
  tablet: string
  confidence: string
  how: string
}

/** A kiosk app: what is entered of it, what it says of itself, and what the server makes of both. Times are ISO 8601. */
export interface KioskRow {
  id: string
  standing: 'found' | 'known' | 'dismissed'
  app: App
  name?: string
  base?: string
  device?: string
  restUrl?: string
  hasSecret: boolean
  clientId?: string
  foundBy?: string
  link?: ClaimRow & { since: string }
  /** The tablet it shows or is guessed to be that of; the link may say another. */
  claim?: ClaimRow
  /** Other kiosks that are linked to its tablet, or show its page. */
  conflicts: string[]
  /** The ways each deed can go. */
  can: Record<Deed, Way[]>
  /** Whether the app is there; absent where it never says. */
  online?: boolean
  state: {
    shows?: string
    launchUrl?: string
    isScreenOn?: boolean
    battery?: number
    appVersion?: string
    webView?: string
    ip?: string
    name?: string
  }
  faults: string[]
  /** Why it did not answer when it was asked last. */
  trouble?: string
  since: string
  lastHeard?: string
}

/** A tablet in some kiosk app that is not known. */
export interface UnlinkedRow {
  tablet: string
  app?: App
  chrome?: string
  ip?: string
}
