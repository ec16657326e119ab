import { BASE_FAULTS, baseFaults, DEEDS, type Deed, WAYS, type Way, whyNot } from '@relevo/core/kiosk'
import { isThere, type Kiosk, waysOf } from './kiosk.ts'
import type { Claim } from './link.ts'

/**
 * What is to be said of a kiosk that works, or seems to. `shared`: several devices speak for its base topic. `launch-list`: it
 * has several launch URLs.
 */
export const KIOSK_FAULTS = [...BASE_FAULTS, 'shared', 'launch-list'] as const

type KioskFault = (typeof KIOSK_FAULTS)[number]

/** A kiosk, and what is told from what is known of it. */
export interface ListedKiosk extends Omit<Kiosk, 'secret'> {
  /** It has a secret, whatever that is. */
  hasSecret: boolean
  isOnline?: boolean
  /** Which way each deed can go; none when it cannot be told that. */
  can: Record<Deed, Way[]>
  /** Other kiosks that are linked to the same tablet, or show its page. */
  conflicts: string[]
  /** The tablet it shows or is guessed to be that of; the link may say another. */
  claim?: Claim
  faults: KioskFault[]
  /** Why it did not answer when it was asked last. */
  trouble?: string
}

/** What is told of a kiosk beside itself. */
interface Told {
  at: number
  claim: Claim | undefined
  conflicts: string[]
  isShared: boolean
  trouble: string | undefined
}

export function listed(kiosk: Kiosk, { at, claim, conflicts, isShared, trouble }: Told): ListedKiosk {
  const { secret, ...same } = kiosk
  const { app, place } = kiosk
  const ways = waysOf(kiosk)
  const can = DEEDS.map((deed) => [deed, WAYS.filter((way) => ways.includes(way) && !whyNot(app, way, deed))] as const)
  const online = isThere(kiosk, at)
  return {
    ...same,
    hasSecret: secret !== undefined,
    ...(online !== undefined && { isOnline: online }),
    can: Object.fromEntries(can) as Record<Deed, Way[]>,
    conflicts,
    ...(claim && { claim }),
    faults: [
      ...(place ? baseFaults(app, place.base) : []),
      ...(isShared ? (['shared'] as const) : []),
      ...(kiosk.facts.launchUrls !== undefined ? (['launch-list'] as const) : []),
    ],
    ...(trouble !== undefined && { trouble }),
  }
}
