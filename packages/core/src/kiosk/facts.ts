/** What a kiosk app says of itself; absent is what it did not say. */
export interface KioskFacts {
  /** Whether the app is there. It says nothing about the page. */
  isOnline?: boolean
  /** The address it shows. */
  shows?: string
  /** The address that is set up in it. */
  launchUrl?: string
  /** How many addresses are set up in it, where that is a list: it leaves the page by itself. */
  launchUrls?: number
  isScreenOn?: boolean
  /** Percent. */
  battery?: number
  appVersion?: string
  /** Version of the WebView it shows pages in, as that counts: `83.0.4103.106`. */
  webView?: string
  /** IP address of the tablet. */
  ip?: string
  /** What it calls the device. */
  name?: string
  /** It is WallPanel Pro, which says more than WallPanel does. */
  isPro?: true
}
