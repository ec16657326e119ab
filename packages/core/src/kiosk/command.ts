/** What a kiosk app can be told to do. */
export const DEEDS = ['wake', 'reload', 'clearCache', 'eval', 'url', 'relaunch', 'restart'] as const

export type Deed = (typeof DEEDS)[number]

/**
 * One effect. Apps take several in one message, and carry them out in an order of their own (WallPanel reloads before it
 * clears), so that one message has one.
 */
export type KioskCommand =
  /** Turn the screen on, for so many seconds at least. */
  | { do: 'wake'; seconds: number }
  /** Load the page again, as a person's "reload" would. */
  | { do: 'reload' }
  /** Empty the app's HTTP cache; most apps forget their cookies with it, none forgets what a service worker stored, and some what the page did (`mayWipeStorage`). */
  | { do: 'clearCache' }
  /** Run a script in the page; what it returns is lost. */
  | { do: 'eval'; script: string }
  /** Show this address. */
  | { do: 'url'; url: string }
  /** Show the address that is set up in the app. */
  | { do: 'relaunch' }
  /** End the app and start it anew. */
  | { do: 'restart' }
