import { RelevoError } from '@relevo/core/errors'
import type { Claims } from './claims.ts'
import type { Hearing } from './hear-kiosk.ts'
import type { Kiosk } from './kiosk.ts'
import type { KioskQuery, Kiosks } from './kiosks.ts'
import type { KioskLedger } from './ledger.ts'
import { type ListedKiosk, listed } from './listed-kiosk.ts'
import type { Looks } from './look-around.ts'
import type { LinkedTablets } from './ports.ts'
import type { Sightings } from './sightings.ts'

/** What is shown of kiosks. */
export interface Listing extends Pick<Kiosks, 'list' | 'count' | 'get' | 'unlinked'> {
  shown(kiosk: Kiosk): ListedKiosk
}

export function createListing({
  ledger,
  claims,
  tablets,
  sightings,
  hearing,
  looks,
  now,
}: {
  ledger: KioskLedger
  claims: Claims
  tablets: LinkedTablets
  sightings: Sightings
  hearing: Pick<Hearing, 'isShared'>
  looks: Pick<Looks, 'troubleOf'>
  now(): number
}): Listing {
  const shown = (kiosk: Kiosk) =>
    listed(kiosk, {
      at: now(),
      claim: claims.of(kiosk),
      conflicts: claims.conflicts(kiosk),
      isShared: hearing.isShared(kiosk.id, now()),
      trouble: looks.troubleOf(kiosk.id),
    })

  const isAskedFor = ({ standing, tablet }: KioskQuery) => {
    const names = tablet === undefined ? undefined : new Set(tablets.namesOf(tablet))
    return (kiosk: Kiosk) =>
      (standing === undefined ? kiosk.standing !== 'dismissed' : kiosk.standing === standing) &&
      (names === undefined || (kiosk.link !== undefined && names.has(kiosk.link.tablet)))
  }

  return {
    shown,
    list({ limit, offset = 0, ...query } = {}) {
      const found = [...ledger.all()].filter(isAskedFor(query)).sort((a, b) => (a.id < b.id ? -1 : 1))
      return found.slice(offset, limit === undefined ? undefined : offset + limit).map(shown)
    },
    count: (query = {}) => [...ledger.all()].filter(isAskedFor(query)).length,
    get(id) {
      const kiosk = ledger.get(id)
      if (!kiosk) throw new RelevoError('kiosk-unknown', id)
      return shown(kiosk)
    },
    unlinked: () =>
      [...sightings.all()]
        .filter(({ isWebView, app }) => isWebView || app !== undefined)
        .filter(({ tablet }) => tablets.isKnown(tablet) && claims.holders(tablet).length === 0)
        .sort((a, b) => (a.tablet < b.tablet ? -1 : 1)),
  }
}
