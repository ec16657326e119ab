import type { Climb } from './ladder-state.ts'
import type { HandsReason, LastSeen } from './needs-hands.ts'
import { isNative, nextRung, type Rung, rungFrom } from './rung.ts'
import type { Sight } from './sight.ts'

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
