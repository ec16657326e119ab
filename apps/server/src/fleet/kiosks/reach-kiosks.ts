import { RelevoError } from '@relevo/core/errors'
import type { Claims } from './claims.ts'
import { deedsFor, isThere } from './kiosk.ts'
import type { Kiosks } from './kiosks.ts'
import type { KioskReach } from './reach.ts'

/** Kiosks by the tablets that run in them. */
export function createReach(
  claims: Pick<Claims, 'holders'>,
  command: Kiosks['command'],
  now: () => number,
): KioskReach {
  return {
    of(tablet) {
      const [kiosk] = claims.holders(tablet)
      if (!kiosk?.link) return undefined
      const { id, app, facts, clientId, link } = kiosk
      const isOnline = isThere(kiosk, now())
      return {
        id,
        app,
        confidence: link.confidence,
        can: deedsFor(kiosk),
        ...(isOnline !== undefined && { isOnline }),
        ...(facts.shows !== undefined && { shows: facts.shows }),
        ...(facts.launchUrl !== undefined && { launchUrl: facts.launchUrl }),
        ...(clientId !== undefined && { clientId }),
      }
    },
    async send(tablet, order, actor) {
      const [kiosk] = claims.holders(tablet)
      if (!kiosk) throw new RelevoError('kiosk-unknown', `no kiosk is linked to ${tablet}`)
      if (kiosk.link?.confidence === 'guessed')
        throw new RelevoError('kiosk-unknown', `${kiosk.id} is only guessed to be that of ${tablet}; confirm the link`)
      await command(kiosk.id, order, actor)
    },
  }
}
