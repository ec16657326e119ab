import type { App } from '../kiosk/app.ts'
import type { Version } from '../release/version.ts'
import type { Climb } from './ladder-state.ts'
import { isNative, nextRung, type Rung, rungFrom } from './rung.ts'
import type { Sight } from './sight.ts'

/**
 * Why a person has to see to a tablet. `page-silent`: its kiosk app is online and its page is not heard; `page-elsewhere`: the
 * kiosk app shows something else; `stays-old`: its page is heard and stays on another release; `stays-stuck`: its page says why
 * it cannot; `engine-too-old`: its WebView cannot run the release; `no-kiosk`: nothing but its page can be reached;
 * `kiosk-guessed`: the same, and some kiosk app may be its own, which nobody has confirmed;
 * `not-let-in`: its page is there without its secret, and could not be given another; `kiosk-offline`, `kiosk-unreachable`, `kiosk-cannot`: its kiosk app is away, takes no command, or none that helps;
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

const FIRST_NATIVE: Rung = 'eval'

/** Why a person is called for where the ladder ends. Pure. */
export function reasonOf(climb: Climb, sight: Sight): HandsReason {
  const { page, kiosk, secret } = sight
  if (page?.isTooOld) return 'engine-too-old'
  if (!kiosk) return 'no-kiosk'
  if (kiosk.guessed !== undefined) return 'kiosk-guessed'
  if (kiosk.isOnline === false) return 'kiosk-offline'
  if (climb.refused) return 'kiosk-unreachable'
  if (secret === 'lost') return 'not-let-in'
  if (rungFrom(FIRST_NATIVE, sight, climb.why) === undefined) return 'kiosk-cannot'
  if (!page?.isThere) return kiosk.isElsewhere ? 'page-elsewhere' : 'page-silent'
  return climb.why === 'stuck' ? 'stays-stuck' : 'stays-old'
}

/** The facts that go with it. Pure. */
export function lastSeenOf({ page, kiosk }: Sight): LastSeen {
  const shows = kiosk?.shows?.split(/[?#]/)[0]?.slice(0, 200)
  return {
    ...(page && { release: page.release, heardAt: page.heardAt }),
    ...(kiosk && { app: kiosk.app }),
    ...(kiosk?.guessed !== undefined && { guessed: kiosk.guessed }),
    ...(shows && { shows }),
  }
}

/** Reasons that can pass by themselves: what could not be done before can be done then. */
const PASSING: readonly HandsReason[] = ['no-kiosk', 'kiosk-guessed', 'kiosk-offline', 'kiosk-cannot']

/** Can something be done by now that could not when a person was called for? What was tried is not tried again for that. */
export function canResume(climb: Climb, reason: HandsReason, sight: Sight): boolean {
  const next = PASSING.includes(reason) ? nextRung(climb, sight) : undefined
  return next !== undefined && isNative(next)
}
