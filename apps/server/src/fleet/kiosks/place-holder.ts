import type { Place } from '@relevo/core/kiosk'
import { type Kiosk, placeKey } from './kiosk.ts'
import type { KioskLedger } from './ledger.ts'

/**
 * A kiosk of ours that has this place on the broker, or one above or below it: with its own sign-in it writes everything
 * below its base, and so would write another's reports.
 *
 * @param but the id of the kiosk that is to have it
 */
export function holderOf(place: Place, but: string, ledger: Pick<KioskLedger, 'all'>): Kiosk | undefined {
  for (const kiosk of ledger.all())
    if (kiosk.id !== but && kiosk.standing === 'known' && kiosk.place && overlap(kiosk.place, place)) return kiosk
  return undefined
}

function overlap(one: Place, other: Place): boolean {
  // Fullys share their base, and are told apart by their devices.
  if (one.device !== undefined || other.device !== undefined) return placeKey(one) === placeKey(other)
  return one.base.startsWith(other.base) || other.base.startsWith(one.base)
}
