import { guessFor } from './guess.ts'
import type { Kiosk } from './kiosk.ts'
import type { KioskLedger } from './ledger.ts'
import { type Claim, isSurer, shownIn } from './link.ts'
import type { LinkedTablets } from './ports.ts'
import type { Sightings } from './sightings.ts'

/** Which kiosk says to be that of which tablet. */
export interface Claims {
  /** The tablet that a kiosk shows, or is guessed to be that of, whatever it is linked to. */
  of(kiosk: Kiosk): Claim | undefined
  /** Those that are linked to a tablet, the surest first, and of those the one that had it first. */
  holders(tablet: string): Kiosk[]
  /** Ids of others that are linked to the tablet of this one, or show its page. */
  conflicts(kiosk: Kiosk): string[]
}

export function createClaims(parts: { ledger: KioskLedger; tablets: LinkedTablets; sightings: Sightings }): Claims {
  const { ledger, tablets, sightings } = parts
  return {
    of(kiosk) {
      const claim = shownIn(kiosk.facts) ?? guessFor(kiosk, tablets, sightings)
      return claim && { ...claim, tablet: tablets.resolve(claim.tablet) }
    },
    holders: (tablet) =>
      tablets
        .namesOf(tablet)
        .flatMap((name) => ledger.linkedTo(name))
        .filter(({ standing }) => standing === 'known')
        .sort(bySureness),
    conflicts({ id, link, facts }) {
      const ours = [link?.tablet, shownIn(facts)?.tablet].filter((tablet) => tablet !== undefined)
      const names = ours.flatMap((tablet) => tablets.namesOf(tablet))
      const others = names.flatMap((name) => [...ledger.linkedTo(name), ...ledger.showing(name)])
      const ids = others.filter((one) => one.id !== id && one.standing !== 'dismissed').map((one) => one.id)
      return [...new Set(ids)].sort()
    },
  }
}

function bySureness({ link: a }: Kiosk, { link: b }: Kiosk): number {
  if (!a || !b) return 0
  if (a.confidence !== b.confidence) return isSurer(a.confidence, b.confidence) ? -1 : 1
  return a.at - b.at
}
