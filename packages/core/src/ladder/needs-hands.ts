import type { App } from '../kiosk/app.ts'
import type { Version } from '../release/version.ts'

/**
 * Why a person has to see to a tablet. `page-silent`: its kiosk app is online and its page is not heard; `page-elsewhere`: the
 * kiosk app shows something else; `stays-old`: its page is heard and stays on another release; `stays-stuck`: its page says why
 * it cannot; `engine-too-old`: its WebView cannot run the release; `no-kiosk`: nothing but its page can be reached;
 * `kiosk-guessed`: the same, and some kiosk app may be its own, which nobody has confirmed; `not-let-in`: its page is there
 * without its secret, and could not be given another; `kiosk-offline`, `kiosk-unreachable`, `kiosk-cannot`: its kiosk app is away, takes no command, or none that helps;
 * `budget-spent`: it was climbed as often as it may within a day.
 */
export const HANDS_REASONS = [
  'page-silent',
  'page-elsewhere',
  'stays-old',
  'stays-stuck',
  'engine-too-old',
  'no-kiosk',
  'kiosk-guessed',
  'kiosk-offline',
  'kiosk-unreachable',
  'kiosk-cannot',
  'not-let-in',
  'budget-spent',
] as const

/** One of `HANDS_REASONS`. */
export type HandsReason = (typeof HANDS_REASONS)[number]

/** What was known when a person was called for. */
export interface LastSeen {
  /** What its page reported last; absent while it was never heard. */
  release?: Version
  heardAt?: number
  app?: App
  /** Id of a kiosk that may be the one it runs in. */
  guessed?: string
  /** The address it shows, without its query. */
  shows?: string
}
