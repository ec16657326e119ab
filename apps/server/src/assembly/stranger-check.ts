import type { Stranger } from '../fleet/enrolment/strangers.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'

/** What is known of who calls from where. */
interface Callers {
  strangers(): readonly Pick<Stranger, 'tablet' | 'address' | 'lastSeen'>[]
  isAt: Kiosks['isAt']
  now(): number
}

/**
 * Does a tablet call without being let in? Then its page is there, and nothing that a kiosk app does helps it. Anybody can
 * call by its name: only who does so from where the tablet was last is taken for it, since otherwise a forged check-in would
 * keep a silent tablet from being brought back.
 *
 * @param within ms for which a call counts
 */
export function createStrangerCheck({ strangers, isAt, now }: Callers, within: number): (tablet: string) => boolean {
  return (tablet) =>
    strangers().some((one) => one.tablet === tablet && now() - one.lastSeen <= within && isAt(tablet, one.address))
}
